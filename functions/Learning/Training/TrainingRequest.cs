namespace MlFunctions.Learning;

/// <summary>Refuses what a trainer cannot be asked for, before any work is done.</summary>
internal static class TrainingRequest
{
    /// <exception cref="TrainingException">The task is not one of the trainer's, the data does not fit the task, or a hyperparameter is not allowed; every fault is named.</exception>
    public static void Require(ITrainer trainer, LearningTask task, Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        if (!trainer.Tasks.Contains(task))
        {
            throw new TrainingException($"{trainer.Name} does not learn {task}; it learns {string.Join(", ", trainer.Tasks)}.");
        }

        var faults = options.Hyperparameters.Faults(trainer.Hyperparameters).Select(f => $"{f.Name}: {f.Fault}").ToList();
        if (faults.Count > 0)
        {
            throw new TrainingException($"{trainer.Name}: {string.Join("; ", faults)}.");
        }

        if (data.Rows == 0)
        {
            throw new TrainingException($"{trainer.Name}: there are no rows to learn from.");
        }

        if (Mismatch(task, data) is { } mismatch)
        {
            throw new TrainingException($"{trainer.Name}: {task} needs {mismatch}; the data has {data.TargetCount} targets and {data.Classes} classes.");
        }
    }

    private static string? Mismatch(LearningTask task, Dataset data) => task switch
    {
        LearningTask.Regression when data.TargetCount == 0 || data.Classes != 0 => "at least one target and no classes",
        LearningTask.Binary when data.TargetCount != 1 || data.Classes != 2 => "one target of 2 classes",
        LearningTask.Multiclass when data.TargetCount != 1 || data.Classes < 2 => "one target of at least 2 classes",
        LearningTask.Forecast when data.TargetCount != 1 || data.Classes != 0 => "one target and no classes",
        _ => null,
    };
}
