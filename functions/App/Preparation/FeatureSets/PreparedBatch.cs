namespace MlFunctions.Preparation;

/// <summary>What came of a batch when it was last prepared.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="FeatureSetId">The feature set that it went into; its folder has the report.</param>
/// <param name="Source">The source that it is of; null: the pipeline itself.</param>
/// <param name="Drifted">The columns that are not like they were in the batch before.</param>
/// <param name="Quarantined">How many bad rows were kept.</param>
/// <param name="Refusal">Why it was refused as a whole; null: it was not.</param>
public sealed record PreparedBatch(string BatchId, string FeatureSetId, string? Source, IReadOnlyList<DriftedColumn> Drifted, int Quarantined, string? Refusal);
