namespace MlFunctions.Feedback;

/// <summary>What is kept of the corrections of a batch.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Kept">By subject; those of which nothing was said, or only just, are not there.</param>
internal sealed record CorrectionsView(string BatchId, IReadOnlyDictionary<string, CorrectionView> Kept)
{
    /// <summary>The view of a batch.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="known">Its corrections; null: there are none yet.</param>
    public static CorrectionsView Of(string batchId, CorrectedBatch? known) => new(
        batchId,
        (known?.Rows ?? new Dictionary<string, KeptCorrection>(StringComparer.Ordinal)).ToDictionary(
            row => row.Key, row => new CorrectionView(row.Value.Actual, row.Value.At), StringComparer.Ordinal));
}
