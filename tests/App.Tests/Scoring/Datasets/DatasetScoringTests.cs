using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Scoring;

/// <summary>Whole datasets, scored as jobs.</summary>
public sealed class DatasetScoringTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "7")]
    [Trait("Acceptance", "59")]
    [Trait("Acceptance", "60")]
    [Trait("Acceptance", "62")]
    public async Task ADataset_IsScoredInPartsToTheBitAsOnline_AndToldOfOnceItCanBeRead()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["retrain"] = new JsonObject { ["onData"] = false });
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(async () => (await host.GetAsync("datasets/dispatch")).GetArrayLength() > 0, "the batch");
        await host.PostAsync("pipelines/dispatch/runs", "{}");
        await host.EndedRunAsync("dispatch", runs: 1);

        // Over a megabyte, so that there are parts; a bad row and an empty line among the rows.
        var rows = Table.Csv(rows: 90_000, seed: 5).TrimEnd('\n').Split('\n').ToList();
        var header = rows[0].Split(',');
        rows[50_000] = string.Join(',', header.Select(name => name switch { "product_code" => "SKU009", "orders_placed" => "12", _ => "1" }));
        rows.Insert(70_000, "");
        await host.Functions.UploadBlobAsync("raw/dispatch/to-score.csv", string.Join('\n', rows));

        var (status, accepted) = await host.PostAsync("predict/dispatch/batch", """{"dataset":"to-score.csv"}""");
        Assert.Equal(202, status);
        var id = accepted.GetProperty("jobId").GetString()!;
        var job = await EndedJobAsync(host, id);
        var lines = (await host.Client.GetStringAsync(new Uri(job.GetProperty("resultUrl").GetString()!), Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.True(job.GetProperty("progress").GetProperty("parts").GetInt32() > 1);
        Assert.Equal(90_000, job.GetProperty("result").GetProperty("rows").GetInt32());
        Assert.Equal(1, job.GetProperty("result").GetProperty("badRows").GetInt32());
        Assert.Equal("row,est_hours_to_dispatch,model_version,error", lines[0]);
        Assert.Equal(Enumerable.Range(1, 90_001).Where(row => row != 70_000), lines[1..].Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)));
        Assert.StartsWith("50000,,dispatch:1,", lines[50_000], StringComparison.Ordinal);
        Assert.Contains("SKU009", lines[50_000], StringComparison.Ordinal);

        foreach (var row in new[] { 1, 2, 39_999, 49_999, 50_001, 70_001, 90_001 })
        {
            var cells = rows[row].Split(',');
            var request = $$"""{"orders_placed":{{cells[Array.IndexOf(header, "orders_placed")]}},"product_code":"{{cells[Array.IndexOf(header, "product_code")]}}"}""";
            var online = (await host.PostAsync("predict/dispatch", request)).Body.GetProperty("est_hours_to_dispatch").GetDouble();
            var scored = lines.Single(line => line.StartsWith($"{row},", StringComparison.Ordinal)).Split(',');
            Assert.Equal(online, double.Parse(scored[1], CultureInfo.InvariantCulture));
            Assert.Equal("dispatch:1", scored[2]);
        }

        await Eventually.TrueAsync(async () => (await host.Functions.ListBlobsAsync("audit/")).Any(path => path.Contains("ScoresReady", StringComparison.Ordinal)), "the event");
    }

    [Fact]
    [Trait("Acceptance", "60")]
    public async Task AFileThatComesWithItsJob_IsScored_AndIsNoDataToLearnFrom()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        using var early = await PostFileAsync(host, "predict/dispatch/file", "orders_placed\n1\n");
        await host.TrainAsync(Table.Csv());

        using var answer = await PostFileAsync(host, "predict/dispatch/file?version=1", "orders_placed,product_code\n10,SKU001\n20,SKU002\n");
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        var job = await EndedJobAsync(host, accepted.GetProperty("jobId").GetString()!);
        using var unknown = await PostFileAsync(host, "predict/dispatch/file?version=2", "");
        using var wrong = await PostFileAsync(host, "predict/dispatch/file?version=last", "");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.EndsWith($"/predict/dispatch/batch/{accepted.GetProperty("jobId").GetString()}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, job.GetProperty("result").GetProperty("rows").GetInt32());
        var online = (await host.PostAsync("predict/dispatch", """{"orders_placed":20,"product_code":"SKU002"}""")).Body.GetProperty("est_hours_to_dispatch").GetRawText();
        Assert.Contains($"\n2,{online},dispatch:1", await host.Client.GetStringAsync(new Uri(job.GetProperty("resultUrl").GetString()!), Cancelled), StringComparison.Ordinal);

        // The file is no batch, so the next run learns from the same data as the one before.
        Assert.Equal(1, (await host.GetAsync("datasets/dispatch")).GetArrayLength());
        Assert.Single(await host.RunsAsync());
        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity],
            new[] { early.StatusCode, unknown.StatusCode, wrong.StatusCode });
    }

    [Fact]
    public async Task WhatCannotBeScored_IsSaid()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.Functions.UploadBlobAsync("raw/dispatch/early.csv", "orders_placed\n1\n");
        await Eventually.TrueAsync(async () => (await host.GetAsync("datasets/dispatch")).GetArrayLength() > 0, "the batch");
        Assert.Equal(503, (await host.PostAsync("predict/dispatch/batch", """{"dataset":"early.csv"}""")).Status);
        await host.AllEndedAsync();
        await host.TrainAsync(Table.Csv());

        Assert.Equal(404, (await host.PostAsync("predict/nobody/batch", """{"dataset":"early.csv"}""")).Status);
        Assert.Equal(422, (await host.PostAsync("predict/dispatch/batch", """{"dataset":"never.csv"}""")).Status);
        Assert.Equal(422, (await host.PostAsync("predict/dispatch/batch", """{"dataset":"../registry.json"}""")).Status);
        Assert.Equal(422, (await host.PostAsync("predict/dispatch/batch", """{"dataset":"early.csv","version":7}""")).Status);
        Assert.Equal(422, (await host.PostAsync("predict/dispatch/batch", "{}")).Status);
        Assert.Equal(400, (await host.PostAsync("predict/dispatch/batch", "{")).Status);
        Assert.Equal(404, await host.GetStatusAsync("predict/dispatch/batch/score_dispatch_1"));
        Assert.Equal(404, await host.GetStatusAsync("predict/dispatch/batch/score_dispatch_1/result"));
        Assert.Equal(404, await host.GetStatusAsync("predict/dispatch/batch/dispatch.run/result"));

        var job = await EndedJobAsync(host, (await host.PostAsync("predict/dispatch/batch", """{"dataset":"early.csv"}""")).Body.GetProperty("jobId").GetString()!);
        Assert.Equal("failed", job.GetProperty("status").GetString());
        Assert.Contains("product_code", job.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Acceptance", "6")]
    public async Task AWorkerThatIsKilledInTheMiddle_LosesNoPartAndHasNoneTwice()
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-");
        try
        {
            var blobs = Path.Combine(state.FullName, "blobs");
            string job;
            await using (var app = await AppProcess.StartAsync(state.FullName, "--no-samples"))
            {
                using var definition = new StringContent(PipelineHost.Definition, System.Text.Encoding.UTF8, "application/json");
                (await app.Client.PutAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), definition, Cancelled)).EnsureSuccessStatusCode();
                await DropAsync(blobs, "week-1.csv", Table.Csv());
                await Eventually.TrueAsync(
                    async () => (await app.Client.GetFromJsonAsync<JsonElement>("/api/health", Cancelled)).GetProperty("pipelines").TryGetProperty("dispatch", out var model) && model.ValueKind == JsonValueKind.String,
                    "a model");
                var quiet = JsonNode.Parse(PipelineHost.Definition)!.AsObject();
                quiet["retrain"] = new JsonObject { ["onData"] = false };
                (await app.Client.PutAsJsonAsync("/api/pipelines/dispatch", quiet, Cancelled)).EnsureSuccessStatusCode();
                await DropAsync(blobs, "to-score.csv", Table.Csv(rows: 300_000, seed: 6));
                using var answer = await app.Client.PostAsJsonAsync("/api/predict/dispatch/batch", new { dataset = "to-score.csv" }, Cancelled);
                job = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("jobId").GetString()!;
                await Eventually.TrueAsync(() => PartsOf(blobs, job).Length > 0, "the first part");
                await app.KillAsync();
            }

            var atTheKill = PartsOf(blobs, job).ToDictionary(part => part.FullName, part => part.LastWriteTimeUtc);
            await using (var app = await AppProcess.StartAsync(state.FullName, "--no-samples"))
            {
                var result = new Uri($"/api/predict/dispatch/batch/{job}/result", UriKind.Relative);
                await Eventually.TrueAsync(async () => (await app.Client.GetAsync(result, Cancelled)).IsSuccessStatusCode, "the result");
                var lines = (await app.Client.GetStringAsync(result, Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

                Assert.Equal(Enumerable.Range(1, 300_000), lines[1..].Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)));
                Assert.All(atTheKill, part => Assert.Equal(part.Value, File.GetLastWriteTimeUtc(part.Key)));
                Assert.True(PartsOf(blobs, job).Length > atTheKill.Count, "The job had ended before the kill; it needs a larger dataset.");
            }
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static async Task<HttpResponseMessage> PostFileAsync(PipelineHost host, string route, string csv)
    {
        using var content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv");
        return await host.Client.PostAsync(new Uri($"/api/{route}", UriKind.Relative), content, Cancelled);
    }

    private static FileInfo[] PartsOf(string blobs, string job) =>
        new DirectoryInfo(Path.Combine(blobs, "jobs", "dispatch", job)) is { Exists: true } folder ? folder.GetFiles("part-*.csv") : [];

    private static async Task DropAsync(string blobs, string file, string csv)
    {
        var folder = Directory.CreateDirectory(Path.Combine(blobs, "raw", "dispatch"));
        var beside = Path.Combine(blobs, $"{file}.tmp");
        await File.WriteAllTextAsync(beside, csv, Cancelled);
        File.Move(beside, Path.Combine(folder.FullName, file));
    }

    private static async Task<JsonElement> EndedJobAsync(PipelineHost host, string id)
    {
        JsonElement job = default;
        await Eventually.TrueAsync(
            async () =>
            {
                job = await host.GetAsync($"predict/dispatch/batch/{id}");
                return job.GetProperty("status").GetString() is "completed" or "failed";
            },
            $"the end of {id}");
        return job;
    }
}
