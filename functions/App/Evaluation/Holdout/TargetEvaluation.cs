using MlFunctions.Learning;

namespace MlFunctions.Evaluation;

/// <summary>How well one target is predicted.</summary>
/// <param name="Target">What answers call it.</param>
/// <param name="Metrics">By name: the metrics of this target alone.</param>
/// <param name="Residuals">Where true value − predicted value lies.</param>
/// <param name="Bands">The rows in up to ten bands of equal count by rising prediction: where the model predicts too much or too little.</param>
public sealed record TargetEvaluation(
    string Target, IReadOnlyDictionary<string, double> Metrics, ResidualQuantiles Residuals, IReadOnlyList<PredictionBand> Bands);
