namespace MlFunctions.Learning;

/// <summary>One way to learn: a trainer and its hyperparameters.</summary>
/// <param name="Trainer">The name of the trainer.</param>
/// <param name="Hyperparameters">What differs from its defaults.</param>
public sealed record Candidate(string Trainer, HyperparameterSet Hyperparameters)
{
    /// <summary>For example <c>decision-tree maxDepth=8</c>.</summary>
    public override string ToString() => $"{Trainer} {Hyperparameters}".TrimEnd();
}
