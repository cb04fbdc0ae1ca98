namespace MlFunctions.Preparation;

/// <summary>Which rows of a feature set train and which are held out, by index from 0.</summary>
/// <param name="Training">The rows that train.</param>
/// <param name="Holdout">The rows held out.</param>
internal sealed record RowSplit(int[] Training, int[] Holdout);
