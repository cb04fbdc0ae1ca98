using MlFunctions.Ingestion;
using MlFunctions.Preparation;

namespace MlFunctions.Lineage;

/// <summary>What something was made from, step by step back to the raw file, and which models were made from it.</summary>
/// <param name="Id">What was asked for.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Pipeline">The pipeline.</param>
public sealed record LineageView(string Id, LineageKind Kind, string Pipeline)
{
    /// <summary>The batch of predictions; null where it came before any.</summary>
    public PredictionOrigin? Prediction { get; init; }

    /// <summary>The model; null where it came before any.</summary>
    public ModelOrigin? Model { get; init; }

    /// <summary>The run; null where it came before any.</summary>
    public RunOrigin? Run { get; init; }

    /// <summary>The prepared data; null where it came before.</summary>
    public FeatureSetOrigin? Features { get; init; }

    /// <summary>The raw file's version, with its hash.</summary>
    public Batch? Batch { get; init; }

    /// <summary>By source: the raw file's version that was joined to it; empty where it came before, or nothing was joined.</summary>
    public IReadOnlyDictionary<string, Batch> Sources { get; init; } = new Dictionary<string, Batch>(StringComparer.Ordinal);

    /// <summary>The raw file's path.</summary>
    public string? File { get; init; }

    /// <summary>The models that were made from it, newest first.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
}
