namespace MlFunctions.Learning.Tests;

/// <summary>Trains and predicts with the library's own trainers.</summary>
public static class Fit
{
    public static IModel Train(string trainer, LearningTask task, Dataset data, params (string Name, object? Value)[] hyperparameters) =>
        Train(trainer, task, data, 1, hyperparameters);

    public static IModel Train(string trainer, LearningTask task, Dataset data, int threads, params (string Name, object? Value)[] hyperparameters)
    {
        var set = new HyperparameterSet(hyperparameters.Select(h => KeyValuePair.Create(h.Name, h.Value)));
        return TrainerCatalog.BuiltIn.Get(trainer).Train(
            task, data, new TrainingOptions { Hyperparameters = set, Threads = threads }, TestContext.Current.CancellationToken);
    }

    public static double[] Outputs(this IModel model, FeatureTable table, int threads = 1)
    {
        var outputs = new double[table.Rows * model.OutputCount];
        model.Predict(table, outputs, threads, TestContext.Current.CancellationToken);
        return outputs;
    }

    /// <summary>The weights of a linear model, score after score, and its intercepts.</summary>
    public static (double[] Weights, double[] Intercepts) Coefficients(this IModel model)
    {
        var scores = ((LinearModel)model).Scores;
        return (
            [.. Enumerable.Range(0, scores.Count).SelectMany(s => scores.Weights(s).ToArray())],
            [.. Enumerable.Range(0, scores.Count).Select(s => scores.Intercept(s))]);
    }
}
