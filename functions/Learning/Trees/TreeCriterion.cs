namespace MlFunctions.Learning;

/// <summary>The names of what a division can reduce.</summary>
internal static class TreeCriterion
{
    public const string SquaredError = "squared_error";
    public const string AbsoluteError = "absolute_error";
    public const string Gini = "gini";
    public const string Entropy = "entropy";

    /// <summary>The criterion of that name, or the default of the task.</summary>
    /// <exception cref="TrainingException">It is one of other tasks.</exception>
    public static string For(ITrainer trainer, LearningTask task, string? name)
    {
        var isRegression = task == LearningTask.Regression;
        var criterion = name ?? (isRegression ? SquaredError : Gini);
        return isRegression == criterion is SquaredError or AbsoluteError
            ? criterion
            : throw new TrainingException(
                $"Trainer '{trainer.Name}' cannot start: criterion '{criterion}' is not for {task}; take {(isRegression ? SquaredError : $"{Gini} or {Entropy}")}.");
    }
}
