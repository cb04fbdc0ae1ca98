using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>A batch over HTTP.</summary>
/// <param name="Batch">What came.</param>
/// <param name="Prepared">What was made of it; null: nothing yet.</param>
/// <param name="Report">Its condition; null: not looked at yet.</param>
internal sealed record DatasetView(Batch Batch, PreparedBatch? Prepared, ConditionReport? Report);
