namespace MlFunctions.Pipelines;

/// <summary>The answer to a request for a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="StatusUrl">Where to look how far it is.</param>
internal sealed record RunAccepted(string RunId, string StatusUrl);
