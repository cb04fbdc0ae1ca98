using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Samples;
using MlFunctions.Tests.Scoring;
using MlFunctions.Training;

namespace MlFunctions.Tests.Feedback;

/// <summary>A pipeline of two classes, its batches, and corrections of them.</summary>
internal static class Banknotes
{
    public const string Pipeline = "notes";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The table that it is trained on.</summary>
    public static string Csv() => BanknotesTable.Csv(rows: 600, seed: 3);

    /// <summary>Defines the pipeline and trains it once.</summary>
    public static async Task TrainNotesAsync(this PipelineHost host, JsonObject retrain)
    {
        var definition = JsonNode.Parse("""
            {
              "name": "notes", "task": "binary",
              "features": [{ "name": "variance", "type": "number" }, { "name": "skewness", "type": "number" }, { "name": "curtosis", "type": "number" }, { "name": "entropy", "type": "number" }],
              "targets": [{ "name": "class", "as": "banknote", "classes": ["0", "1"], "labels": ["real", "fake"] }],
              "split": { "strategy": "random", "ratio": 0.8, "seed": 42, "stratify": "class" },
              "candidates": [{ "trainer": "logistic-regression" }], "folds": 2, "metric": "auc"
            }
            """)!.AsObject();
        definition["retrain"] = retrain;
        using var stored = await host.Client.PutAsJsonAsync("/api/pipelines/notes", definition, Cancelled);
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancelled));
        var run = await host.TrainAsync(Csv(), "notes.csv", Pipeline);
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
    }

    /// <summary>A batch of notes that are in no table.</summary>
    public static string Body(int rows, int first) => JsonSerializer.Serialize(new
    {
        subjects = Enumerable.Range(first, rows).Select(i => $"note-{i}"),
        features = Enumerable.Range(first, rows).Select(i => new[] { 3.5 - (i % 8), 1.25 + i, i / 16.0, -0.5 }),
    });

    /// <summary>Has a batch scored.</summary>
    public static async Task<JsonElement> ScoredAsync(this PipelineHost host, string body) =>
        await host.EndedAsync(await host.AcceptedAsync(body, pipeline: Pipeline), Pipeline);

    /// <summary>Sends a correction.</summary>
    public static async Task<(int Status, JsonElement Body)> CorrectAsync(this PipelineHost host, JsonElement batch, string body, string pipeline = Pipeline)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await host.Client.PatchAsync(new Uri($"/api/predictions/{pipeline}/{batch.GetProperty("batchId").GetString()}", UriKind.Relative), content, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }

    /// <summary>Waits until the corrections of a batch are kept.</summary>
    public static Task KeptAsync(this PipelineHost host, JsonElement batch, Func<JsonElement, bool> isKept) => Eventually.TrueAsync(
        async () => await host.Functions.DownloadBlobAsync($"feedback/{Pipeline}/batches/{batch.GetProperty("batchId").GetString()}.json") is { } bytes
            && isKept(JsonDocument.Parse(bytes).RootElement.GetProperty("rows")),
        "the corrections to be kept");

    /// <summary>The rows that a run learned from corrections, as they are stored.</summary>
    public static async Task<IReadOnlyList<string>> LearnedAsync(this PipelineHost host, JsonElement run)
    {
        var plan = (await host.RunArtifactAsync(run, "plan.json")).GetProperty("plan");
        return plan.TryGetProperty("corrections", out var id) && id.ValueKind == JsonValueKind.String
            ? Encoding.UTF8.GetString((await host.Functions.DownloadBlobAsync($"feedback/{Pipeline}/sets/{id.GetString()}.csv"))!).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]
            : [];
    }

    /// <summary>What the only candidate of a run was made from.</summary>
    public static async Task<ModelLineage> LineageAsync(this PipelineHost host, JsonElement run)
    {
        var path = $"runs/{Pipeline}/{run.GetProperty("id").GetString()}/candidate-0.zip";
        return ModelPackage.Read(new BinaryData((await host.Functions.DownloadBlobAsync(path))!), new MlFunctions.Storage.ArtifactPath("runs", "x")).Manifest.Lineage;
    }

    /// <summary>The line of a note's row in a set of labelled rows.</summary>
    public static string Line(JsonElement body, int row, string target) => string.Create(
        CultureInfo.InvariantCulture, $"{string.Join(',', body.GetProperty("features")[row].EnumerateArray().Select(value => value.GetRawText()))},{target}");
}
