namespace MlFunctions.Feedback;

/// <summary>
/// The corrections of a batch. Which of two about one row holds is said by them, not by the order in which they come, so that it is the same
/// however often and in whatever order messages are delivered.
/// </summary>
/// <param name="BatchId">The batch.</param>
/// <param name="ModelVersion">The model that predicted.</param>
/// <param name="Rows">By subject.</param>
public sealed record CorrectedBatch(string BatchId, string ModelVersion, IReadOnlyDictionary<string, KeptCorrection> Rows)
{
    /// <summary>When the batch came; null: not known.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The batch with one more correction.</summary>
    /// <param name="correction">The correction.</param>
    /// <param name="round">The round that rows which are new count in.</param>
    /// <returns>The same instance where the correction changes nothing.</returns>
    public CorrectedBatch With(Correction correction, int round)
    {
        var rows = Sorted();
        var hasChanged = false;
        foreach (var row in correction.Rows)
        {
            var known = rows.GetValueOrDefault(row.Subject);
            if (known is null || (known.At, known.Id).CompareTo((correction.At, correction.Id)) < 0)
            {
                rows[row.Subject] = new KeptCorrection(row.Features, row.Predicted, row.Actual, correction.At, correction.Id, known?.Round ?? round)
                {
                    Scores = row.Scores,
                    Counted = known?.Counted,
                };
                hasChanged = true;
            }
        }

        return hasChanged ? this with { Rows = rows, Created = Created ?? correction.Created } : this;
    }

    /// <summary>The batch with a note of what has been counted of its rows; what was said before that is forgotten, what was said later stays.</summary>
    /// <param name="counted">By subject.</param>
    /// <returns>The same instance where all of it is noted.</returns>
    public CorrectedBatch Note(IReadOnlyDictionary<string, CountedTruth> counted)
    {
        var rows = Sorted();
        var hasChanged = false;
        foreach (var (subject, truth) in counted)
        {
            if (rows.GetValueOrDefault(subject) is { } row && row.Counted?.IsBefore(truth) != false)
            {
                rows[subject] = row with { Counted = truth };
                hasChanged = true;
            }
        }

        return hasChanged ? this with { Rows = rows } : this;
    }

    private SortedDictionary<string, KeptCorrection> Sorted() => new(Rows.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
}
