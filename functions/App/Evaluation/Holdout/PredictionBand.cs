namespace MlFunctions.Evaluation;

/// <summary>Rows of the holdout with similar predictions.</summary>
/// <param name="Rows">How many.</param>
/// <param name="MeanPredicted">The mean prediction.</param>
/// <param name="MeanObserved">The mean true value.</param>
/// <param name="RootMeanSquaredError">How far predictions are off.</param>
public sealed record PredictionBand(int Rows, double MeanPredicted, double MeanObserved, double RootMeanSquaredError);
