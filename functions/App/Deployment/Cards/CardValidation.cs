namespace MlFunctions.Deployment;

/// <summary>How good a model's hyperparameters were in the search, by cross-validation on the training rows.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Mean">Its mean over the folds.</param>
/// <param name="Deviation">Its standard deviation over the folds.</param>
internal sealed record CardValidation(string? Metric, double Mean, double Deviation);
