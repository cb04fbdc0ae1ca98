namespace MlFunctions.Learning.Benchmarks;

/// <summary>Predictions of models of 100 trees: one row at a time, and 400,000 rows on two threads.</summary>
internal static class Scoring
{
    public static IEnumerable<Measurement> Run() => new[]
    {
        Compare("gradient boosting, 100 trees, depth 6 (XGBoost)", "gradient-boosting"),
        Compare("random forest, 100 trees, depth 8 (scikit-learn)", "random-forest"),
    }.SelectMany(comparison => comparison);

    private static IEnumerable<Measurement> Compare(string what, string trainer)
    {
        var table = new SyntheticTable(500_000, 28, "binary");
        var peer = Side.Peers("score", table.Path, table.Task, trainer);
        var ours = Side.Ours("score", $"{table.Rows}", $"{table.Columns}", table.Task, trainer);
        var (our, their) = (ours.GetProperty("microsecondsPerRow").GetDouble(), peer.GetProperty("microsecondsPerRow").GetDouble());
        yield return new($"{what}, one row", $"{our:0.00} µs, {ours.GetProperty("allocatedBytesPerRow")} B allocated", $"{their:0} µs", their / our, "under 2 µs, 0 B");
        (our, their) = (ours.GetProperty("rowsPerSecond").GetDouble(), peer.GetProperty("rowsPerSecond").GetDouble());
        yield return new($"{what}, whole table", $"{our / 1e6:0.00} million rows/s", $"{their / 1e6:0.00} million rows/s", our / their, "1");
    }
}
