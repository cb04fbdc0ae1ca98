namespace MlFunctions.Learning;

/// <summary>How a search is to be run.</summary>
public sealed record SearchOptions
{
    /// <summary>The seed that every training starts from.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>How many trainings may run at once. The result does not depend on it.</summary>
    public ThreadShare Threads { get; init; } = 1;

    /// <summary>What the times are taken from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told after every training, from any thread; null: nobody asks.</summary>
    public IProgress<SearchProgress>? Progress { get; init; }
}
