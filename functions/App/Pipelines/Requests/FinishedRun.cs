namespace MlFunctions.Pipelines;

/// <summary>What the last run worked from that came to a verdict, so that the next can tell whether anything is new.</summary>
/// <param name="RunId">The run.</param>
/// <param name="BatchId">Its raw data.</param>
/// <param name="DefinitionHash">Its definition.</param>
public sealed record FinishedRun(string RunId, string BatchId, string DefinitionHash)
{
    /// <summary>The corrected rows that it learned from; null: none.</summary>
    public string? Corrections { get; init; }

    /// <summary>By source: the batch that was joined to it.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
