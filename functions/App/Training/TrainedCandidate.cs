namespace MlFunctions.Training;

/// <summary>A candidate after its search: its best hyperparameters, trained on all training rows.</summary>
/// <param name="Index">Which candidate of the definition, from 0.</param>
/// <param name="Trainer">The trainer's name.</param>
/// <param name="Hyperparameters">What the search chose, e.g. <c>maxDepth=8 minSamplesLeaf=2</c>.</param>
/// <param name="Score">Cross-validated mean of the pipeline's metric.</param>
/// <param name="Searched">How many combinations were tried.</param>
/// <param name="Seconds">How long search and training took.</param>
/// <param name="Artifact">The name of its package among the artifacts of the run.</param>
public sealed record TrainedCandidate(int Index, string Trainer, string Hyperparameters, double Score, int Searched, double Seconds, string Artifact)
{
    /// <summary>The name of the package of a candidate among the artifacts of its run.</summary>
    /// <param name="index">Which candidate of the definition, from 0.</param>
    public static string ArtifactOf(int index) => $"candidate-{index}.zip";

    /// <summary>Whether an earlier run had trained it from the same rows by the same definition and code.</summary>
    public bool Cached { get; init; }

    /// <summary>What should be looked at in how it was searched.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
