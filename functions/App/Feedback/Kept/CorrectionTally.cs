namespace MlFunctions.Feedback;

/// <summary>
/// How many corrected rows have come since a run was last asked for because of them. A round ends with that request, which is named by the
/// round, so that asked for again it is the same run.
/// </summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Counted">By batch: its rows of this round. Set, never added to, so that counting again changes nothing.</param>
public sealed record CorrectionTally(int Round, IReadOnlyDictionary<string, int> Counted)
{
    /// <summary>Before the first correction.</summary>
    public static CorrectionTally Empty { get; } = new(1, new Dictionary<string, int>(StringComparer.Ordinal));

    /// <summary>How many rows this round has.</summary>
    public int Total => Counted.Values.Sum();

    /// <summary>The tally with batches counted.</summary>
    public CorrectionTally With(IEnumerable<CorrectedBatch> batches)
    {
        var counted = Counted.ToDictionary(StringComparer.Ordinal);
        foreach (var batch in batches)
        {
            counted[batch.BatchId] = batch.Rows.Values.Count(row => row.Round == Round);
        }

        return this with { Counted = counted };
    }

    /// <summary>The tally of the next round.</summary>
    public CorrectionTally Next() => new(Round + 1, Empty.Counted);
}
