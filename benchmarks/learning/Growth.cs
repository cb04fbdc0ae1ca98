namespace MlFunctions.Learning.Benchmarks;

/// <summary>How training time grows with rows and with columns.</summary>
internal static class Growth
{
    private static readonly (int Rows, int Columns)[] Sizes = [(10_000, 28), (100_000, 28), (1_000_000, 28), (100_000, 10), (100_000, 100), (100_000, 300)];

    public static IEnumerable<Measurement> Run()
    {
        foreach (var (trainer, name) in new[] { ("decision-tree", "decision tree, depth 8 (scikit-learn)"), ("gradient-boosting", "gradient boosting, 100 trees, depth 6 (XGBoost hist)") })
        {
            foreach (var (rows, columns) in Sizes)
            {
                var table = new SyntheticTable(rows, columns, "binary");
                var peer = Side.Peers("train", table.Path, table.Task, trainer, "1").GetProperty("seconds").GetDouble();
                var ours = Side.Ours("train", $"{rows}", $"{columns}", table.Task, trainer, "3").GetProperty("seconds").GetDouble();
                yield return new($"{name}, {rows:N0} rows × {columns} columns", $"{ours:0.000} s", $"{peer:0.000} s", peer / ours);
            }
        }
    }
}
