using System.Numerics.Tensors;
using MlFunctions.Feedback;
using MlFunctions.Learning;

namespace MlFunctions.Monitoring;

/// <summary>
/// How right the predictions of one version were, as far as that is known: sums over all outcomes, and the outcomes of its newest predictions.
/// Immutable; changed by <see cref="OutcomeCounting"/> alone.
/// </summary>
/// <remarks>
/// A row counts once, with the latest truth. What has been counted of it stands with its batch; while it is being noted there it also stands
/// here, in <see cref="Unsettled"/>, so that whoever dies between the two writes, or is told of it again, counts nothing twice.
/// </remarks>
public sealed record VersionOutcomes
{
    /// <summary>No outcomes yet.</summary>
    public static VersionOutcomes None { get; } = new();

    /// <summary>How many rows something is known of.</summary>
    public long Count { get; init; }

    /// <summary>Classification: the classes by code; empty otherwise.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Classification: all outcomes by true and predicted class; empty otherwise.</summary>
    public IReadOnlyList<ConfusionCell> Confusion { get; init; } = [];

    /// <summary>Numbers: the errors of all outcomes, target by target; empty otherwise.</summary>
    public IReadOnlyList<RunningErrors> Errors { get; init; } = [];

    /// <summary>The outcomes of the newest predictions, oldest first.</summary>
    public IReadOnlyList<Outcome> Recent { get; init; } = [];

    /// <summary>By batch and subject: what has been counted and is not yet noted with the batch.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, CountedTruth>> Unsettled { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, CountedTruth>>(StringComparer.Ordinal);

    /// <summary>With what is new in a batch.</summary>
    /// <param name="batch">The batch, read after this was.</param>
    /// <param name="kept">How many recent outcomes are kept.</param>
    /// <returns>The same instance where nothing is new.</returns>
    public VersionOutcomes With(CorrectedBatch batch, int kept)
    {
        var unsettled = Unsettled.GetValueOrDefault(batch.BatchId) ?? new Dictionary<string, CountedTruth>(StringComparer.Ordinal);
        var outcomes = this;
        var counted = new Dictionary<string, CountedTruth>(unsettled, StringComparer.Ordinal);
        foreach (var (subject, row) in batch.Rows)
        {
            var before = unsettled.GetValueOrDefault(subject) ?? row.Counted;
            if (before?.IsBefore(row.Truth()) != false)
            {
                outcomes = outcomes.Replace(batch, subject, before, row.Truth(), kept);
                counted[subject] = row.Truth();
            }
        }

        return ReferenceEquals(outcomes, this) ? this : outcomes with
        {
            Unsettled = new Dictionary<string, IReadOnlyDictionary<string, CountedTruth>>(Unsettled, StringComparer.Ordinal) { [batch.BatchId] = counted },
        };
    }

    /// <summary>Without what has been noted with its batches.</summary>
    /// <param name="noted">By batch and subject.</param>
    /// <returns>The same instance where nothing of it is here.</returns>
    public VersionOutcomes Settle(IReadOnlyDictionary<string, IReadOnlyDictionary<string, CountedTruth>> noted)
    {
        var left = new Dictionary<string, IReadOnlyDictionary<string, CountedTruth>>(StringComparer.Ordinal);
        foreach (var (batch, rows) in Unsettled)
        {
            var others = rows.Where(row => noted.GetValueOrDefault(batch)?.GetValueOrDefault(row.Key) is not { } known || known.IsBefore(row.Value)).ToDictionary(StringComparer.Ordinal);
            if (others.Count > 0)
            {
                left.Add(batch, others);
            }
        }

        return left.Values.Sum(rows => rows.Count) == Unsettled.Values.Sum(rows => rows.Count) ? this : this with { Unsettled = left };
    }

    private VersionOutcomes Replace(CorrectedBatch batch, string subject, CountedTruth? before, CountedTruth now, int kept)
    {
        var labels = Labels.ToList();
        var reader = new OutcomeReader(labels);
        var outcomes = before is null ? this : Sum(reader.Read(batch, subject, before.Actual), -1, labels.Count > 0);
        var outcome = reader.Read(batch, subject, now.Actual);
        return outcomes.Sum(outcome, 1, labels.Count > 0) with { Labels = labels, Recent = Newest(outcome, kept) };
    }

    private VersionOutcomes Sum(Outcome outcome, int sign, bool isOfClasses) => isOfClasses
        ? this with { Count = Count + sign, Confusion = Confused((int)outcome.Truth[0], TensorPrimitives.IndexOfMax([.. outcome.Outputs]), sign) }
        : this with { Count = Count + sign, Errors = Erred(outcome, sign) };

    private ConfusionCell[] Confused(int truth, int predicted, int sign)
    {
        var count = Confusion.FirstOrDefault(cell => cell.Truth == truth && cell.Predicted == predicted)?.Count ?? 0;
        return
        [
            .. Confusion.Where(cell => cell.Truth != truth || cell.Predicted != predicted)
                .Append(new ConfusionCell(truth, predicted, count + sign))
                .Where(cell => cell.Count > 0)
                .OrderBy(cell => cell.Truth).ThenBy(cell => cell.Predicted),
        ];
    }

    private RunningErrors[] Erred(Outcome outcome, int sign) =>
    [
        .. outcome.Truth.Select((truth, target) =>
        {
            var errors = target < Errors.Count ? Errors[target] : RunningErrors.None;
            return sign > 0 ? errors.With(truth, outcome.Outputs[target]) : errors.Without(truth, outcome.Outputs[target]);
        }),
    ];

    private List<Outcome> Newest(Outcome outcome, int kept)
    {
        var recent = Recent.Where(other => !other.IsOf(outcome)).ToList();
        var place = recent.BinarySearch(outcome, Outcome.ByPrediction);
        recent.Insert(place < 0 ? ~place : place, outcome);
        return recent[Math.Max(0, recent.Count - kept)..];
    }
}
