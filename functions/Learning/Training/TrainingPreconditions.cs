namespace MlFunctions.Learning;

/// <summary>What every trainer demands before it starts.</summary>
public static class TrainingPreconditions
{
    // Squares of such numbers, and sums of as many as there can be rows, are still numbers.
    private const double LargestTarget = 1e150;

    /// <summary>Refuses a task the trainer does not learn, hyperparameters it does not have, and data that does not fit the task.</summary>
    /// <exception cref="TrainingException">Something does not fit; the message names every fault.</exception>
    public static void Require(ITrainer trainer, LearningTask task, Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        string[] faults = [.. DataFaults(trainer, task, data), .. options.Hyperparameters.Faults(trainer.Hyperparameters).Select(f => $"{f.Name}: {f.Fault}")];
        if (faults.Length > 0)
        {
            throw new TrainingException($"Trainer '{trainer.Name}' cannot start: {string.Join("; ", faults)}.");
        }
    }

    private static IEnumerable<string> DataFaults(ITrainer trainer, LearningTask task, Dataset data)
    {
        if (!trainer.Tasks.Contains(task))
        {
            yield return $"it does not learn {task}, only {string.Join(", ", trainer.Tasks)}";
        }

        if (data.Rows == 0)
        {
            yield return "the data has no rows, at least 1 is needed";
        }
        else if (data.IsWeighted && data.Weights.IndexOfAnyExcept(0.0) < 0)
        {
            yield return "every row has weight 0, at least one must count";
        }

        if (TargetFault(task, data) is { } fault)
        {
            yield return fault;
        }

        for (var t = 0; t < data.TargetCount; t++)
        {
            var beyond = data.Target(t).IndexOfAnyExceptInRange(-LargestTarget, LargestTarget);
            if (beyond >= 0)
            {
                yield return $"target {t}, row {beyond} is {data.Target(t)[beyond]}, whose square is beyond the range of numbers; scale the target to {LargestTarget} at most";
            }
        }
    }

    private static string? TargetFault(LearningTask task, Dataset data) => task switch
    {
        LearningTask.Binary when data.TargetCount != 1 || data.Classes != 2 => $"binary classification takes one target of 2 classes, not {data.TargetCount} of {data.Classes}",
        LearningTask.Multiclass when data.TargetCount != 1 || data.Classes < 3 => $"multiclass classification takes one target of 3 or more classes, not {data.TargetCount} of {data.Classes}",
        LearningTask.Regression when data.TargetCount < 1 || data.Classes != 0 => $"regression takes one or more numeric targets, not {data.TargetCount} of {data.Classes} classes",
        LearningTask.Forecast when data.TargetCount != 1 || data.Classes != 0 => $"a forecast takes one numeric target, ordered in time, not {data.TargetCount} of {data.Classes} classes",
        _ => null,
    };
}
