using System.Text.Json;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.Lineage;

/// <summary>A batch of rows that were predicted.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="Status">pending, scored or failed.</param>
/// <param name="ModelVersion">The model that predicted it; null: none has.</param>
public sealed record PredictionOrigin(string BatchId, DateTimeOffset Created, string Status, string? ModelVersion)
{
    /// <summary>What the read model holds of a batch.</summary>
    public static PredictionOrigin Of(BatchEntry entry) =>
        JsonSerializer.Deserialize<PredictionOrigin>(entry.View.Span, AppJson.Web) ?? throw new InvalidDataException($"The batch {entry.BatchId} is null.");
}
