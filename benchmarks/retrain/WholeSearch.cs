using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Retrain.Benchmarks;

/// <summary>From a CSV file to a model in the registry, with the search of search.json; beside the same search in scikit-learn and XGBoost.</summary>
internal static class WholeSearch
{
    public static async Task<IReadOnlyList<Measurement>> RunAsync(string table)
    {
        var folder = Directory.CreateTempSubdirectory("mlfunctions-search-").FullName;
        try
        {
            var header = File.ReadLines(table).First().Split(',');
            var definition = Path.Combine(folder, "pipeline.json");
            await File.WriteAllTextAsync(definition, DefinitionOf(header).ToJsonString());
            var (run, seconds, megabytes) = await Sides.RunAppAsync(
                "train", "search", table, "--definition", definition, "--state", Path.Combine(folder, "state"), "--json");
            var auc = run.GetProperty("result").GetProperty("metrics").GetProperty("auc").GetDouble();
            var peer = await Sides.RunPeerAsync("search", table, Path.Combine(folder, "best.joblib"));
            double Peer(string name) => peer.GetProperty(name).GetDouble();

            var what = $"CSV to registry, {File.ReadLines(table).Count() - 1:N0} × {header.Length - 1}, boosting and logistic, 3 folds";
            return
            [
                new($"{what} (scikit-learn, XGBoost)", $"{seconds:0.0} s", $"{Peer("seconds"):0.0} s", Peer("seconds") / seconds, "1.5"),
                new($"{what}, AUC on the holdout", $"{auc:0.0000}", $"{Peer("quality"):0.0000}", auc / Peer("quality"), "not 0.002 lower"),
                new($"{what}, peak memory of the process", $"{megabytes:0} MB", $"{Peer("megabytes"):0} MB", Peer("megabytes") / megabytes, "< 8,192 MB"),
                .. Stages(run).Select(stage => new Measurement($"{what}, of it {stage.Name}", $"{stage.Seconds:0.0} s")),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonObject DefinitionOf(IEnumerable<string> header)
    {
        var definition = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "search.json")))!.AsObject();
        definition["features"] = new JsonArray([.. header.Where(name => name != "label").Select(name => new JsonObject { ["name"] = name, ["type"] = "number" })]);
        return definition;
    }

    private static IEnumerable<(string? Name, double Seconds)> Stages(JsonElement run) =>
        run.GetProperty("progress").GetProperty("stages").EnumerateArray().Select(stage => (stage.GetProperty("stage").GetString(), stage.GetProperty("seconds").GetDouble()));
}
