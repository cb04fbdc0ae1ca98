using System.Globalization;
using System.Text.Json.Serialization;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>What a model package says of itself: from what and how it was made, how good it is, and the hashes of its parts.</summary>
public sealed record ModelManifest
{
    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The version, from 1; null in a candidate that has not been deployed.</summary>
    public int? Version { get; init; }

    /// <summary>When the package was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What it was made from.</summary>
    public required ModelLineage Lineage { get; init; }

    /// <summary>The trainer's name.</summary>
    public required string Trainer { get; init; }

    /// <summary>The hyperparameters that the search chose.</summary>
    [JsonConverter(typeof(HyperparameterValuesConverter))]
    public required IReadOnlyDictionary<string, object?> Hyperparameters { get; init; }

    /// <summary>The task.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>What the outputs are called.</summary>
    public required IReadOnlyList<TargetDefinition> Targets { get; init; }

    /// <summary>The largest value of each target among the training rows.</summary>
    public required IReadOnlyList<double> TargetMaximums { get; init; }

    /// <summary>Cross-validated mean of the pipeline's metric.</summary>
    public required double ValidationScore { get; init; }

    /// <summary>Standard deviation of the metric over the folds.</summary>
    public required double ValidationDeviation { get; init; }

    /// <summary>What should be looked at in how it was searched.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>By name: every metric of the task on the holdout; empty in a candidate.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Seconds by stage.</summary>
    public IReadOnlyDictionary<string, double> Seconds { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>SHA-256 by part of the package, hexadecimal.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How versions are written in answers, e.g. <c>dispatch:3</c>.</summary>
    public string VersionName => $"{Pipeline}:{Version}";

    /// <summary>The number in a version's name, such as <c>dispatch:3</c>; null: it is no such name.</summary>
    public static int? NumberOf(string versionName) =>
        int.TryParse(versionName.AsSpan(versionName.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
