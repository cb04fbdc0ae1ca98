namespace MlFunctions.Deployment;

/// <summary>Who wants a change of who sees requests, and why.</summary>
/// <param name="By">Who or what asks.</param>
/// <param name="Why">The reason; null: none given.</param>
/// <param name="IfMatch">The <c>If-Match</c> header: the registry that the decision was made on; empty: whichever it is now.</param>
internal sealed record ChangeOrder(string By, string? Why = null, string IfMatch = "");
