using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>What a run was started with. Every stage works from this, so a definition that changes meanwhile changes the next run only.</summary>
/// <param name="RunId">The run: the instance id of its orchestration.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="BatchId">The raw data.</param>
/// <param name="DefinitionHash">The version of the definition, kept with the run.</param>
/// <param name="FeatureSetId">What the prepared data is called.</param>
/// <param name="Candidates">The candidates that compete, in the order of the definition.</param>
/// <param name="Folds">How many folds each is searched on.</param>
public sealed record RunPlan(
    string RunId, string Pipeline, string BatchId, string DefinitionHash, string FeatureSetId, IReadOnlyList<PlannedCandidate> Candidates, int Folds)
{
    /// <summary>A hash of all that the rows and their split depend on; what is made of the same by the same is found under it.</summary>
    public string RowsHash { get; init; } = "";

    /// <summary>SHA-256 of the file that models of few rows are tried on; null: there is none.</summary>
    public string? HoldoutHash { get; init; }

    /// <summary>Whether more of the pipeline's metric is better.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>By source: the id of the batch that is joined to the raw data.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What should be looked at: newer batches that could not be used.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The corrected rows that are learned from beside the raw data, named by their content; null: none.</summary>
    public string? Corrections { get; init; }

    /// <summary>The finished run since which nothing is new, so that this one, which only the schedule asked for, has nothing to do; null: it trains.</summary>
    public string? NothingNewSince { get; init; }

    /// <summary>Whether it does everything itself, rather than take what an earlier run of the same came to.</summary>
    public bool Fresh { get; init; }

    /// <summary>How long the run waits for somebody to approve of its winner; null: it asks nobody.</summary>
    public TimeSpan? ApprovalWithin { get; init; }

    /// <summary>Where an artifact of the run is.</summary>
    public ArtifactPath Artifact(string name) => new(Containers.Runs, $"{Pipeline}/{RunId}/{name}");
}
