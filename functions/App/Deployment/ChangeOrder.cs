using Microsoft.AspNetCore.Http;
using MlFunctions.Http;
using MlFunctions.Pipelines;

namespace MlFunctions.Deployment;

/// <summary>Who wants a change of who sees requests, and why.</summary>
/// <param name="By">Who or what asks.</param>
/// <param name="Why">The reason; null: none given.</param>
/// <param name="IfMatch">The <c>If-Match</c> header: the registry that the decision was made on; empty: whichever it is now.</param>
public sealed record ChangeOrder(string By, string? Why = null, string IfMatch = "")
{
    /// <summary>Who wants it (<see cref="Caller"/>), why (<c>why</c> of the body), and on which registry (<c>If-Match</c>).</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    public static ChangeOrder Read(HttpRequest request, JsonObjectReader body) => new(Caller.NameOf(request), body.TextForPeople(request, "why"), request.Headers.IfMatch.ToString());
}
