namespace MlFunctions.Segregation;

/// <summary>Which rows train and which are held out: every row is on one side and on no other.</summary>
/// <param name="Training">Row indices, in the order in which they are to be learned from.</param>
/// <param name="Holdout">Row indices.</param>
/// <param name="Warnings">What is lopsided about the split, for people; empty where nothing is.</param>
public sealed record Split(int[] Training, int[] Holdout, IReadOnlyList<string> Warnings);
