using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlFunctions.Http;
using MlFunctions.Pipelines;

namespace MlFunctions.Deployment;

/// <summary>Reads from a request what change of who sees requests is wanted, by whom, and why.</summary>
internal static class ChangeOrders
{
    /// <summary>Who wants it (<see cref="Caller"/>), why (<c>why</c> of the body), and what for (<c>If-Match</c>).</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    public static ChangeOrder Read(HttpRequest request, JsonObjectReader body) => new(Caller.NameOf(request), body.Text("why"), request.Headers.IfMatch.ToString());

    /// <summary>Makes something of the body, which may be empty.</summary>
    /// <param name="request">The request.</param>
    /// <param name="make">From the body to what is wanted; notes faults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was made, or the problem to answer with.</returns>
    public static async Task<(T? Made, IResult? Problem)> ReadBodyAsync<T>(HttpRequest request, Func<JsonObjectReader, T> make, CancellationToken cancellationToken)
        where T : class
    {
        var (body, problem) = await RequestBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return (null, problem);
        }

        var faults = new List<JsonFault>();
        try
        {
            using var document = RequestJson.Parse(body);
            var reader = JsonObjectReader.Open(document.RootElement, "$", faults);
            var made = reader is null ? null : make(reader);
            reader?.End();
            return faults.Count == 0
                ? (made, null)
                : (null, Problems.Invalid("The change cannot be made.", faults.Select(fault => new FieldError(fault.Path, fault.Message))));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how a text that is not valid UTF-8 or UTF-16 is reported, when it is read.
            return (null, Problems.Malformed($"The body is not JSON: {exception.Message}"));
        }
    }
}
