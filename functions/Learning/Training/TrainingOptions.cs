namespace MlFunctions.Learning;

/// <summary>How a model is to be trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Defaults: no hyperparameter set, seed 42, one thread.</summary>
    public static TrainingOptions Default { get; } = new();

    /// <summary>The hyperparameters that differ from the trainer's defaults.</summary>
    public HyperparameterSet Hyperparameters { get; init; } = HyperparameterSet.Empty;

    /// <summary>Where all randomness starts.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>How many threads may be used. The result does not depend on it.</summary>
    public ThreadShare Threads { get; init; } = 1;

    /// <summary>Is told how far the training is, 0 to 1; null: nobody asks.</summary>
    public IProgress<double>? Progress { get; init; }
}
