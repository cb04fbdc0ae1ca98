namespace MlFunctions.Learning;

/// <summary>One division of the rows into those to train on and those to test on.</summary>
/// <param name="Number">Which of the folds it is, from 0.</param>
/// <param name="TrainRows">The rows to train on, ascending.</param>
/// <param name="TestRows">The rows to test on, ascending.</param>
public sealed record Fold(int Number, IReadOnlyList<int> TrainRows, IReadOnlyList<int> TestRows);
