using System.Globalization;

namespace MlFunctions.Learning.Benchmarks;

/// <summary>The search of the dispatch sample: 300 candidate trees × 5 folds, best one scored on a stratified holdout.</summary>
internal static class DispatchSearch
{
    private const int Threads = 2;

    private static readonly Dictionary<string, IReadOnlyList<object?>> Grid = new(StringComparer.Ordinal)
    {
        ["criterion"] = ["squared_error", "absolute_error"],
        ["maxDepth"] = [2, 4, 6, 8, 10, null],
        ["minSamplesSplit"] = [2, 4, 6, 8, 10],
        ["minSamplesLeaf"] = [2, 4, 6, 8, 10],
    };

    public static IEnumerable<Measurement> Run()
    {
        var data = Read(BenchmarkFiles.Dispatch);
        var holdoutFile = Path.Combine(BenchmarkFiles.Data, "dispatch-holdout.txt");
        Side.Peers("holdout", BenchmarkFiles.Dispatch, holdoutFile);
        int[] holdout = [.. File.ReadLines(holdoutFile).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

        var train = data.Take([.. Enumerable.Range(0, data.Rows).Except(holdout)]);
        var candidates = GridSearch.Candidates("decision-tree", Grid);
        var options = new SearchOptions { Threads = Threads };
        var (seconds, model) = Timing.Median(7, () =>
        {
            var search = new CrossValidation(TrainerCatalog.BuiltIn, LearningTask.Regression, train, Folds.Random(train.Rows, 5, seed: 42), RegressionMetrics.R2);
            return Refit.Train(TrainerCatalog.BuiltIn, LearningTask.Regression, search.Run(candidates, options).Best.Candidate, train, options);
        });

        var test = data.Take(holdout);
        var outputs = new double[test.Rows];
        model.Predict(test.Features, outputs);
        var r2 = RegressionMetrics.R2.Compute(test, outputs);

        var peer = Side.Peers("dispatch", BenchmarkFiles.Dispatch, holdoutFile);
        var (peerSeconds, peerR2) = (peer.GetProperty("seconds").GetDouble(), peer.GetProperty("quality").GetDouble());
        yield return new("dispatch search, 300 candidates × 5 folds (scikit-learn GridSearchCV)", $"{seconds:0.000} s", $"{peerSeconds:0.000} s", peerSeconds / seconds, "10");
        yield return new("dispatch search, R² on the holdout", $"{r2:0.0000}", $"{peerR2:0.0000}", r2 / peerR2, "R² ≥ 0.97");
    }

    private static Dataset Read(string path)
    {
        // The sample has its columns in another order than the real table.
        var header = File.ReadLines(path).First().Split(',');
        var (hours, orders, product) = (At("hours_to_dispatch"), At("orders_placed"), At("product_code"));
        var rows = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToArray();
        string[] products = [.. rows.Select(row => row[product]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        int[] codes = [.. rows.Select(row => Array.IndexOf(products, row[product]))];
        var features = new FeatureTable(
            [new FeatureColumn("orders_placed"), new FeatureColumn("product_code", FeatureKind.Category, products.Length)],
            [[.. rows.Select(row => float.Parse(row[orders], CultureInfo.InvariantCulture))], [.. codes.Select(code => (float)code)]]);
        return new Dataset(features, [[.. rows.Select(row => double.Parse(row[hours], CultureInfo.InvariantCulture))]]);

        int At(string name) => Array.IndexOf(header, name) is >= 0 and var place ? place : throw new InvalidDataException($"{path} has no column '{name}'; it has {string.Join(", ", header)}.");
    }
}
