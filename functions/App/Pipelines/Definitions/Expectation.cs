namespace MlFunctions.Pipelines;

/// <summary>A logic check: something that every sensible model of this pipeline does.</summary>
public abstract record Expectation
{
    /// <summary>Predictions do not fall when a number feature rises and nothing else changes.</summary>
    internal sealed record Increasing(string Feature) : Expectation;

    /// <summary>No prediction is below a value.</summary>
    internal sealed record Minimum(double Value) : Expectation;

    /// <summary>No prediction is above a multiple of the largest target seen in training.</summary>
    internal sealed record MaximumOfTarget(double Factor) : Expectation;
}
