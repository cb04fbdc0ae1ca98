namespace MlFunctions.Learning.Tests.Training;

/// <summary>Each trainer of the catalogue with each task that it learns, made quick where it is slow.</summary>
public static class EveryTrainer
{
    public static TheoryData<string, LearningTask> AndTask { get; } = Pairs(_ => true);

    /// <summary>Those whose model is the unique optimum of a convex problem, so that how the rows were given cannot matter.</summary>
    public static TheoryData<string, LearningTask> Convex { get; } =
        Pairs(name => name is "linear-regression" or "ridge" or "elastic-net" or "logistic-regression" or "linear-svm");

    public static HyperparameterSet Settings(string trainer) => new((Dictionary<string, object?>)(trainer switch
    {
        "mlp" => new() { ["maxEpochs"] = 3, ["hiddenUnits"] = 8 },
        "random-forest" => new() { ["trees"] = 4, ["maxDepth"] = 6 },
        "gradient-boosting" => new() { ["rounds"] = 10 },
        "k-means" => new() { ["clusters"] = 3, ["starts"] = 2 },
        "elastic-net" => new() { ["alpha"] = 0.1 },
        _ => [],
    }));

    public static IModel Train(string trainer, LearningTask task, Dataset data, ThreadShare? threads = null) =>
        Train(trainer, task, data, Settings(trainer), threads);

    public static IModel Train(string trainer, LearningTask task, Dataset data, HyperparameterSet settings, ThreadShare? threads = null)
    {
        // A trainer that hangs fails here instead of stopping the run.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        var options = new TrainingOptions { Hyperparameters = settings, Threads = threads ?? 1 };
        return TrainerCatalog.BuiltIn.Get(trainer).Train(task, data, options, deadline.Token);
    }

    private static TheoryData<string, LearningTask> Pairs(Func<string, bool> isWanted)
    {
        var pairs = new TheoryData<string, LearningTask>();
        foreach (var trainer in TrainerCatalog.BuiltIn.Trainers.Where(t => isWanted(t.Name)))
        {
            foreach (var task in trainer.Tasks)
            {
                pairs.Add(trainer.Name, task);
            }
        }

        return pairs;
    }
}
