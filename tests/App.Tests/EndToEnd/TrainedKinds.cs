using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>One app with a pipeline for each kind of prediction, all learned from one table of two numbers, <c>a</c> and <c>b</c>, around three centers.</summary>
public sealed class TrainedKinds : IAsyncLifetime
{
    /// <summary>A row at each of the centers.</summary>
    public static readonly (double A, double B)[] Centers = [(1, 1), (9, 1), (1, 9)];

    private PipelineHost? _host;

    internal PipelineHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await PipelineHost.StartAsync();
        await Task.WhenAll(
            TrainAsync("number", "regression", "linear-regression", "r2", """[{"name": "y", "as": "est_y"}]"""),
            TrainAsync("list", "regression", "linear-regression", "r2", """[{"name": "y"}, {"name": "z"}]"""),
            TrainAsync("probability", "binary", "logistic-regression", "auc", """[{"name": "far", "classes": ["0", "1"], "labels": ["near", "far"]}]"""),
            TrainAsync("margin", "binary", "linear-svm", "auc", """[{"name": "far", "classes": ["0", "1"], "labels": ["near", "far"]}]"""),
            TrainAsync("class", "multiclass", "logistic-regression", "accuracy", """[{"name": "place"}]"""),
            TrainAsync("cluster", "clustering", "k-means", "silhouette", "null", """{"clusters": [2, 3, 4]}"""));
    }

    public async ValueTask DisposeAsync() => await _host!.DisposeAsync();

    /// <summary>The rows without what is to be predicted, as a file.</summary>
    public static string Rows(IEnumerable<(double A, double B)> rows) =>
        rows.Aggregate(new StringBuilder("a,b\n"), (csv, row) => csv.Append(CultureInfo.InvariantCulture, $"{row.A:R},{row.B:R}\n")).ToString();

    private async Task TrainAsync(string name, string task, string trainer, string metric, string targets, string grid = "{}")
    {
        var definition = JsonNode.Parse($$"""
            {
              "name": "{{name}}", "task": "{{task}}",
              "features": [{ "name": "a", "type": "number" }, { "name": "b", "type": "number" }],
              "split": { "strategy": "random", "ratio": 0.8, "seed": 42 },
              "candidates": [{ "trainer": "{{trainer}}", "grid": {{grid}} }],
              "folds": 3, "metric": "{{metric}}", "gates": { "champion": "ignore" },
              "retrain": { "onData": false }
            }
            """)!.AsObject();
        if (JsonNode.Parse(targets) is { } given)
        {
            definition["targets"] = given;
        }

        var (status, answer) = await Host.PutAsync($"pipelines/{name}", definition);
        Assert.True(status == 200, $"{answer}");
        await Host.PutCsvAsync($"datasets/{name}/rows.csv", Table(), "x-request-key", name);
        await Host.PostAsync($"pipelines/{name}/runs", "");
        var run = await Host.EndedRunAsync(name, 1);
        Assert.True(run.GetProperty("status").GetString() == "completed", $"{run}");
        await Host.Functions.UploadBlobAsync($"raw/{name}/asked.csv", Rows(Centers));
    }

    // y = 3a − 2b + 1 and z = a + b, exactly; far: a above 5; place: which of the centers.
    private static string Table()
    {
        var random = new Random(7);
        var csv = new StringBuilder("a,b,y,z,far,place\n");
        for (var i = 0; i < 300; i++)
        {
            var (a, b) = Centers[i % Centers.Length];
            (a, b) = (a + Math.Round(random.NextDouble() - 0.5, 3), b + Math.Round(random.NextDouble() - 0.5, 3));
            csv.Append(CultureInfo.InvariantCulture, $"{a:R},{b:R},{(3 * a) - (2 * b) + 1:R},{a + b:R},{(a > 5 ? 1 : 0)},{"south east north".Split(' ')[i % Centers.Length]}\n");
        }

        return csv.ToString();
    }
}
