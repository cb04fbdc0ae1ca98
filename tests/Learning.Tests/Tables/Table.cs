namespace MlFunctions.Learning.Tests;

/// <summary>Small tables for tests.</summary>
internal static class Table
{
    public const float Missing = float.NaN;

    public static FeatureTable Numbers(params float[][] columns) =>
        new([.. columns.Select((_, c) => new FeatureColumn($"x{c}"))], columns);

    public static FeatureTable Category(int cardinality, params float[] codes) =>
        new([new FeatureColumn("category", FeatureKind.Category, cardinality)], [codes]);

    public static Dataset Regression(FeatureTable features, params double[] target) => new(features, [target]);

    public static Dataset Classes(FeatureTable features, int classes, params double[] codes) => new(features, [codes], classes);

    public static TrainingOptions With(params (string Name, object? Value)[] hyperparameters) =>
        new() { Hyperparameters = new HyperparameterSet(hyperparameters.Select(h => KeyValuePair.Create(h.Name, h.Value))) };

    public static double[] Outputs(IModel model, FeatureTable table, int threads = 1)
    {
        var outputs = new double[table.Rows * model.OutputCount];
        model.Predict(table, outputs, threads, TestContext.Current.CancellationToken);
        return outputs;
    }

    public static double[] Row(IModel model, params float[] row)
    {
        var outputs = new double[model.OutputCount];
        model.Predict(row, outputs);
        return outputs;
    }
}
