using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Evaluation;

/// <summary>The whole app on a table of Reference/, whose holdout scikit-learn and SciPy have measured: Reference/reference.py.</summary>
internal static class ReferenceRun
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What the reference says of a table.</summary>
    public static JsonElement Expected(string table) =>
        JsonDocument.Parse(File.ReadAllBytes(PathOf("reference.json"))).RootElement.GetProperty(table);

    /// <summary>An app that knows the trainer <c>score-columns</c>.</summary>
    public static Task<PipelineHost> StartAsync() => PipelineHost.StartAsync(configure: services => services.AddSingleton<ITrainer, ScoreColumns>());

    /// <summary>Trains on a table, passing on its columns from <paramref name="column"/> on; column 0 is the number of the row.</summary>
    public static async Task<JsonElement> TrainAsync(PipelineHost host, string table, string task, string metric, string[] features, JsonArray targets, int column = 1, string champion = "must-beat", string? file = null)
    {
        await host.DefineAsync(
            definition =>
            {
                definition["task"] = task;
                definition["features"] = new JsonArray([.. features.Prepend("row").Select(name => new JsonObject { ["name"] = name, ["type"] = "number" })]);
                definition["targets"] = targets;
                definition["split"] = new JsonObject { ["strategy"] = "sequential", ["ratio"] = 0.8 };
                definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "score-columns", ["grid"] = new JsonObject { ["column"] = new JsonArray(column) } });
                definition["folds"] = 2;
                definition["metric"] = metric;
                definition["gates"] = new JsonObject { ["champion"] = champion };
                definition["serving"] = new JsonObject();
            },
            table);
        return await host.TrainAsync(await File.ReadAllTextAsync(PathOf($"{table}.csv"), Cancelled), file ?? $"{table}.csv", table);
    }

    /// <summary>What a deployed version says of itself.</summary>
    public static Task<JsonElement> ModelAsync(PipelineHost host, string table, int version = 1) => host.GetAsync($"models/{table}/{version}");

    private static string PathOf(string name) => Path.Combine(Repository.Root, "tests", "App.Tests", "Evaluation", "Reference", name);
}
