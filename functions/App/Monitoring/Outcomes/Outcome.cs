namespace MlFunctions.Monitoring;

/// <summary>What a model made of a row, and what turned out to be true.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Subject">What the batch calls the row.</param>
/// <param name="Created">When the batch came.</param>
/// <param name="Truth">The code of the class, or a number for each target.</param>
/// <param name="Outputs">A score for each class, or a number for each target.</param>
public sealed record Outcome(string BatchId, string Subject, DateTimeOffset Created, IReadOnlyList<double> Truth, IReadOnlyList<double> Outputs)
{
    /// <summary>Whether it is of the same row.</summary>
    public bool IsOf(Outcome other) => BatchId == other.BatchId && Subject == other.Subject;

    /// <summary>In order of the predictions, not of what was said of them, so that it is the same however late and in whatever order that comes.</summary>
    public static IComparer<Outcome> ByPrediction { get; } = Comparer<Outcome>.Create((one, other) =>
        one.Created != other.Created ? one.Created.CompareTo(other.Created)
        : one.BatchId != other.BatchId ? string.CompareOrdinal(one.BatchId, other.BatchId)
        : string.CompareOrdinal(one.Subject, other.Subject));
}
