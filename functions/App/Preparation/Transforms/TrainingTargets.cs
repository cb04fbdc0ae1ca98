namespace MlFunctions.Preparation;

/// <summary>What is to be predicted for the training rows, for steps that learn from it.</summary>
/// <param name="Values">One array a target: numbers, or class codes.</param>
/// <param name="Classes">How many classes there are; 0 where targets are numbers.</param>
/// <param name="Seed">Where the draw of folds starts.</param>
public sealed record TrainingTargets(IReadOnlyList<double[]> Values, int Classes, ulong Seed)
{
    /// <summary>Nothing: steps that need targets refuse.</summary>
    public static TrainingTargets None { get; } = new([], 0, 0);

    /// <summary>The first target.</summary>
    /// <exception cref="PreparationException">There is none.</exception>
    public double[] First(string step) => Values.Count > 0 ? Values[0] : throw new PreparationException($"'{step}' learns from a target, and there is none.");
}
