namespace MlFunctions.Preparation;

/// <summary>What a feature set was made from.</summary>
/// <param name="FeatureSetId">The feature set.</param>
/// <param name="BatchId">The raw file version.</param>
/// <param name="Sources">By source: the batch that was joined to it.</param>
/// <param name="DefinitionHash">SHA-256 of the definition, hexadecimal.</param>
/// <param name="CodeVersion">The version of this program.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="BadRows">How many rows of the file were quarantined.</param>
public sealed record FeatureSetOrigin(
    string FeatureSetId, string BatchId, IReadOnlyDictionary<string, string> Sources, string DefinitionHash, string CodeVersion, int Rows, int BadRows);
