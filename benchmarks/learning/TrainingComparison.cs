namespace MlFunctions.Learning.Benchmarks;

/// <summary>One trainer beside its peer on one table: time, quality on the last fifth of the rows, memory.</summary>
internal static class TrainingComparison
{
    public static IEnumerable<Measurement> Of(string what, SyntheticTable table, string trainer, int repeat, double goal)
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
