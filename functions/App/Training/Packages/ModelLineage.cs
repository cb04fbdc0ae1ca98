namespace MlFunctions.Training;

/// <summary>What a model was made from: run → features → batch → file, with hashes.</summary>
/// <param name="RunId">The run.</param>
/// <param name="FeatureSetId">The prepared data.</param>
/// <param name="BatchId">The raw file version.</param>
/// <param name="File">The raw file's path.</param>
/// <param name="RawHash">SHA-256 of the raw file, hexadecimal.</param>
/// <param name="DefinitionHash">SHA-256 of the definition, hexadecimal.</param>
/// <param name="CodeVersion">The version of this program.</param>
/// <param name="TrainingRows">How many rows it was trained on.</param>
/// <param name="HoldoutRows">How many rows it was evaluated on.</param>
public sealed record ModelLineage(
    string RunId,
    string FeatureSetId,
    string BatchId,
    string File,
    string RawHash,
    string DefinitionHash,
    string CodeVersion,
    int TrainingRows,
    int HoldoutRows)
{
    /// <summary>The corrected rows among those that it was trained on, <c>feedback/{pipeline}/sets/{id}.csv</c>; null: none.</summary>
    public string? Corrections { get; init; }
}
