using MlFunctions.Preparation;

namespace MlFunctions.Monitoring;

/// <summary>How the values of a column fall into parts, as served and in training.</summary>
/// <param name="Name">The column.</param>
/// <param name="Training">The parts, and how the training data falls into them.</param>
/// <param name="Served">How many values fell into each part.</param>
public sealed record ColumnFigures(string Name, ColumnParts Training, IReadOnlyList<long> Served)
{
    /// <summary>Those of two instances together; of a column that is divided otherwise this one alone.</summary>
    public ColumnFigures Plus(ColumnFigures? other) =>
        other is not null && other.Served.Count == Served.Count ? this with { Served = [.. Served.Zip(other.Served, (one, two) => one + two)] } : this;

    /// <summary>How far what was served, or some of it, is from the training data; null where that is nothing.</summary>
    public DriftMeasure? DriftOf(IReadOnlyList<long> served) => served.Sum() > 0 ? ColumnDrift.Measure(Training.Rows, [.. served.Select(rows => (double)rows)]) : null;
}
