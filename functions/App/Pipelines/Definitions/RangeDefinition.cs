namespace MlFunctions.Pipelines;

/// <summary>What the value of a hyperparameter is drawn from: any number between two, whole where the trainer takes whole ones.</summary>
/// <param name="From">The smallest.</param>
/// <param name="To">The largest.</param>
/// <param name="Logarithmic">Whether each order of magnitude is equally likely, rather than each number.</param>
public sealed record RangeDefinition(double From, double To, bool Logarithmic);
