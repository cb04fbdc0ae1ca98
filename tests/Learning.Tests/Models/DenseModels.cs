namespace MlFunctions.Learning.Tests;

/// <summary>Small models of every trainer that needs each value: linear ones, networks, clusters, forecasts.</summary>
internal static class DenseModels
{
    public static IReadOnlyList<(string Name, Func<IModel> Train)> All { get; } =
    [
        Model("linear-regression", LearningTask.Regression),
        Model("ridge", LearningTask.Regression),
        Model("elastic-net", LearningTask.Regression, ("alpha", 0.1)),
        Model("logistic-regression", LearningTask.Binary),
        Model("logistic-regression", LearningTask.Multiclass),
        Model("linear-svm", LearningTask.Binary),
        Model("linear-svm", LearningTask.Multiclass, ("loss", "hinge")),
        Model("mlp", LearningTask.Regression, ("hiddenUnits", 5), ("maxEpochs", 3)),
        Model("mlp", LearningTask.Binary, ("hiddenUnits", 4), ("hiddenLayers", 2), ("maxEpochs", 3), ("activation", "tanh")),
        Model("mlp", LearningTask.Multiclass, ("hiddenUnits", 5), ("maxEpochs", 3)),
        Model("k-means", LearningTask.Clustering, ("clusters", 3)),
        Model("arima", LearningTask.Forecast, ("p", 2), ("d", 1), ("q", 1)),
        ("linear-svm-calibrated", Model("linear-svm", LearningTask.Binary, ("calibrate", true)).Train),
        ("linear-svm-calibrated-multiclass", Model("linear-svm", LearningTask.Multiclass, ("calibrate", true)).Train),
    ];

    public static TheoryData<string> Names => [.. All.Select(m => m.Name)];

    public static IModel Train(string name) => All.Single(m => m.Name == name).Train();

    private static (string Name, Func<IModel> Train) Model(string trainer, LearningTask task, params (string, object?)[] hyperparameters) =>
        ($"{trainer}-{task}", () => Fit.Train(trainer, task, SampleData.Make(task, 120, seed: 11), hyperparameters));
}
