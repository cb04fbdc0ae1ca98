namespace MlFunctions.Learning.Benchmarks;

/// <summary>Tree trainers on 400,000 rows × 28 numbers, at the same settings as their peers.</summary>
internal static class TreeTraining
{
    public static IEnumerable<Measurement> Run() =>
    [
        .. Compare("decision tree, depth 8 (scikit-learn)", new(500_000, 28, "binary"), "decision-tree", repeat: 3, goal: 10),
        .. Compare("decision tree, depth 8 (scikit-learn)", new(500_000, 28, "regression"), "decision-tree", repeat: 3, goal: 10),
        .. Compare("random forest, 100 trees, depth 8 (scikit-learn)", new(500_000, 28, "binary"), "random-forest", repeat: 1, goal: 10),
        .. Compare("gradient boosting, 100 trees, depth 6 (XGBoost hist)", new(500_000, 28, "binary"), "gradient-boosting", repeat: 3, goal: 1),
        .. Compare("gradient boosting, 100 trees, depth 6 (XGBoost hist)", new(500_000, 28, "regression"), "gradient-boosting", repeat: 3, goal: 1),
    ];

    private static IEnumerable<Measurement> Compare(string what, SyntheticTable table, string trainer, int repeat, double goal)
    {
        var peer = Side.Peers("train", table.Path, table.Task, trainer, $"{repeat}");
        var ours = Side.Ours("train", $"{table.Rows}", $"{table.Columns}", table.Task, trainer, $"{repeat}");
        double Ours(string name) => ours.GetProperty(name).GetDouble();
        double Peers(string name) => peer.GetProperty(name).GetDouble();
        var (metric, tolerance) = table.Task == "binary" ? ("AUC", 0.002) : ("R²", 0.005);

        yield return new($"{what}, {table.Task}, training", $"{Ours("seconds"):0.00} s", $"{Peers("seconds"):0.00} s", Peers("seconds") / Ours("seconds"), $"{goal:0}");
        yield return new($"{what}, {table.Task}, {metric}", $"{Ours("quality"):0.0000}", $"{Peers("quality"):0.0000}", Ours("quality") / Peers("quality"), $"not {tolerance} lower");
        yield return new($"{what}, {table.Task}, peak memory of the process", $"{Ours("megabytes"):0} MB", $"{Peers("megabytes"):0} MB", Peers("megabytes") / Ours("megabytes"), "0.67");
    }
}
