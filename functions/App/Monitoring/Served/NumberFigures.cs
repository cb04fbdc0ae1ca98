namespace MlFunctions.Monitoring;

/// <summary>What was predicted of a target.</summary>
/// <param name="Name">The target, as answers name it.</param>
/// <param name="Count">How many predictions.</param>
/// <param name="Sum">All together.</param>
/// <param name="Parts">How they fall into the parts of the training data; null: it is not known.</param>
public sealed record NumberFigures(string Name, long Count, double Sum, ColumnFigures? Parts)
{
    /// <summary>Those of two instances together.</summary>
    public NumberFigures Plus(NumberFigures? other) => other is null ? this : this with { Count = Count + other.Count, Sum = Sum + other.Sum, Parts = Parts?.Plus(other.Parts) };
}
