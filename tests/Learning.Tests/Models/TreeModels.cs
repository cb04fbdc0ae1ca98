namespace MlFunctions.Learning.Tests;

/// <summary>Small models of every tree trainer, on a table with numbers, categories and missing values.</summary>
internal static class TreeModels
{
    public static readonly string[] Trainers = ["decision-tree", "random-forest", "gradient-boosting"];

    public static readonly LearningTask[] Tasks = [LearningTask.Regression, LearningTask.Binary, LearningTask.Multiclass];

    public static TheoryData<string, LearningTask> All => new(Trainers.SelectMany(trainer => Tasks.Select(task => (trainer, task))));

    public static IModel Train(string trainer, LearningTask task, int rows = 120, int threads = 1, int targets = 1) =>
        Fit.Train(trainer, task, MixedTable.Make(task, rows, seed: 11, targets), threads, Small(trainer));

    public static (string, object?)[] Small(string trainer) => trainer switch
    {
        "random-forest" => [("trees", 4), ("maxDepth", 4)],
        "gradient-boosting" => [("rounds", 4), ("maxDepth", 3)],
        _ => [("maxDepth", 4)],
    };
}
