using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 8: a bad upload takes only itself. Its pipeline goes on with the newest data that can be used, and says so.</summary>
public sealed class Case08UnusableUploadTests : IAsyncLifetime
{
    private const string Wrong = "a,b\n1,2\n3,4\n";

    private PipelineHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PipelineHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await PipelineHost.StartAsync();
        await _host.DefineAsync(definition => definition["gates"]!["champion"] = "ignore");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData(Wrong, "orders_placed", "product_code", "hours_to_dispatch")]
    [InlineData("orders_placed,hours_to_dispatch\n1,2\n", "product_code")]
    [InlineData("", "body")]
    [InlineData("\n\n\n", "body")]
    [InlineData("orders_placed,product_code,hours_to_dispatch\n", "body")]
    [InlineData("orders_placed,product_code,hours_to_dispatch,\"x\n1,SKU001,2\n", "body")]
    [InlineData("\u0000\u0001\u0002binary", "body")]
    public async Task AnUploadThatDoesNotFit_Is422AndNothingIsStored(string csv, params string[] fields)
    {
        var (status, problem) = await PutAsync("wrong.csv", csv);

        Assert.Equal(422, status);
        Assert.Equal(fields.Order(), problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!).Order());
        Assert.Null(await Host.Functions.DownloadBlobAsync("raw/dispatch/wrong.csv"));
        Assert.Empty(await BatchesAsync());
        Assert.Empty(await Host.RunsAsync());

        // The name is free for the right file.
        Assert.Equal(201, (await PutAsync("wrong.csv", Table.Csv(rows: 50))).Status);
    }

    [Fact]
    public async Task AnUploadWithALongBody_IsCheckedByItsHeaderAlone_AndStoredToTheByte()
    {
        var csv = Table.Csv(rows: 20_000);

        var (status, _) = await PutAsync("long.csv", csv);

        Assert.Equal(201, status);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(csv), await Host.Functions.DownloadBlobAsync("raw/dispatch/long.csv"));
        Assert.Equal(422, (await PutAsync("long-wrong.csv", csv.Replace("product_code", "sku", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("wrong.csv", Wrong, "orders_placed")]
    [InlineData("empty.csv", "", "empty")]
    [InlineData("2024/wrong.csv", Wrong, "orders_placed")]
    public async Task AFileThatIsDroppedInAndDoesNotFit_IsRefusedWithTheReason_AndRunsTakeTheNewestUsable(string file, string csv, string reason)
    {
        await Host.TrainAsync(Table.Csv());
        await Host.Functions.UploadBlobAsync($"raw/dispatch/{file}", csv);

        var refused = await BatchAsync(file, "refused");
        Assert.Contains(reason, refused.GetProperty("reason").GetString(), StringComparison.Ordinal);

        var told = Assert.Single(await Host.EventsAsync("dataset-refused", 1));
        Assert.Equal(refused.GetProperty("batchId").GetString(), told.GetProperty("subject").GetString());
        Assert.Contains(file, told.GetProperty("detail").GetString(), StringComparison.Ordinal);

        // It asked for no run of its own; one that is asked for trains on what there is.
        var run = await RunAsync("{}");
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(2, (await Host.RunsAsync()).Count);
        var warning = Assert.Single(run.GetProperty("result").GetProperty("warnings").EnumerateArray(), w => w.GetString()!.Contains(file, StringComparison.Ordinal)).GetString()!;
        Assert.Contains("refused", warning, StringComparison.Ordinal);
        Assert.Contains("week-1.csv", warning, StringComparison.Ordinal);
        Assert.Single(Host.Events("dataset-refused"));
    }

    [Theory]
    [InlineData("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\nfew,SKU002,4\n")]
    [InlineData("orders_placed,product_code,hours_to_dispatch\n1,SKU001,3\n")]
    public async Task AFileWhoseRowsCannotBeUsed_FailsItsOwnRunAndNoOther(string csv)
    {
        await Host.TrainAsync(Table.Csv());
        Assert.Equal("failed", (await Host.TrainAsync(csv, "bad.csv")).GetProperty("status").GetString());

        var refused = await BatchAsync("bad.csv", "refused");
        Assert.NotEmpty(refused.GetProperty("reason").GetString()!);
        Assert.Equal("deployed", (await RunAsync("{}")).GetProperty("result").GetProperty("outcome").GetString());

        // The run that failed has told of it, once.
        Assert.Single(await Host.EventsAsync("run-failed", 1));
        Assert.Empty(Host.Events("dataset-refused"));
    }

    [Fact]
    public async Task ARefusedFile_IsUsedOnceTheDefinitionFitsIt()
    {
        var csv = Table.Csv().Replace("orders_placed,", "orders,", StringComparison.Ordinal);
        await Host.Functions.UploadBlobAsync("raw/dispatch/renamed.csv", csv);
        await BatchAsync("renamed.csv", "refused");

        await Host.DefineAsync(definition =>
        {
            definition["features"]![0]!["name"] = "orders";
            definition["gates"]!["expect"]![0]!["increasing"] = "orders";
        });

        Assert.Equal("deployed", (await RunAsync("{}")).GetProperty("result").GetProperty("outcome").GetString());
        await BatchAsync("renamed.csv", "usable");
    }

    [Fact]
    public async Task AFileInAFolder_IsABatchLikeAnyOther()
    {
        var run = await Host.TrainAsync(Table.Csv(), "2024/january/jan.csv");

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var batch = await BatchAsync("2024/january/jan.csv", "usable");
        Assert.StartsWith("jan-", batch.GetProperty("batchId").GetString(), StringComparison.Ordinal);
        var lineage = await Host.GetAsync("lineage/dispatch:1");
        Assert.Equal("raw/dispatch/2024/january/jan.csv", lineage.GetProperty("file").GetString());
    }

    [Fact]
    public async Task ARun_WorksFromTheDataThatIsChosen_ByBatchOrFile()
    {
        await Host.TrainAsync(Table.Csv());
        await Host.TrainAsync(Table.Csv(seed: 2), "week-2.csv");
        var first = await BatchAsync("week-1.csv", "usable");

        var byFile = await RunAsync("""{"dataset":"week-1.csv","reason":"again"}""");
        var byId = await RunAsync($$"""{"dataset":"{{first.GetProperty("batchId").GetString()}}"}""");

        Assert.All([byFile, byId], run => Assert.Equal(first.GetProperty("batchId").GetString(), run.GetProperty("progress").GetProperty("batchId").GetString()));
        Assert.Equal(422, (await Host.PostAsync("pipelines/dispatch/runs", """{"dataset":"week-9.csv"}""")).Status);
        Assert.Equal(422, (await Host.PostAsync("pipelines/dispatch/runs", """{"dataset":7}""")).Status);

        await Host.Functions.UploadBlobAsync("raw/dispatch/wrong.csv", Wrong);
        await BatchAsync("wrong.csv", "refused");
        var (status, problem) = await Host.PostAsync("pipelines/dispatch/runs", """{"dataset":"wrong.csv"}""");
        Assert.Equal(409, status);
        Assert.Contains("orders_placed", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeletedBatch_IsGoneFromItsFolder_ButItsModelSaysWhatItWas()
    {
        await Host.TrainAsync(Table.CsvWithLine(7, "many,SKU001,3"));
        await Host.TrainAsync(Table.Csv(seed: 2), "week-2.csv");
        var batch = await BatchAsync("week-2.csv", "usable");
        var id = batch.GetProperty("batchId").GetString()!;

        Assert.Equal(200, await DeleteAsync(id));

        Assert.Null(await Host.Functions.DownloadBlobAsync("raw/dispatch/week-2.csv"));
        Assert.Equal("deleted", (await Host.GetAsync($"datasets/dispatch/{id}")).GetProperty("batch").GetProperty("state").GetString());
        Assert.Equal("deleted", (await Host.GetAsync("lineage/dispatch:2")).GetProperty("batch").GetProperty("state").GetString());
        Assert.Equal(id, Assert.Single(await Host.EventsAsync("dataset-deleted", 1)).GetProperty("correlationId").GetString());
        var audited = Assert.Single((await Host.GetAsync("audit")).GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("action").GetString() == "delete-dataset");
        Assert.Contains(batch.GetProperty("hash").GetString()!, audited.GetProperty("detail").GetString(), StringComparison.Ordinal);

        // No row of it is left, good or bad; what it was made into still answers.
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(Host.Functions.StateDirectory, "blobs", "features"), "columns.bin", SearchOption.AllDirectories),
            file => file.Contains((Host.GetAsync("models/dispatch/2").Result).GetProperty("lineage").GetProperty("featureSetId").GetString()!, StringComparison.Ordinal));
        Assert.Equal(200, (await Host.PostAsync("predict/dispatch", """{"product_code":"SKU001","orders_placed":112}""")).Status);
        Assert.Equal(200, await Host.GetStatusAsync("models/dispatch/2"));
        Assert.Equal(409, (await Host.PostAsync($"datasets/dispatch/{id}/split", "")).Status);
        Assert.Equal(409, (await Host.PostAsync("pipelines/dispatch/runs", $$"""{"dataset":"{{id}}"}""")).Status);

        // Runs go on with the newest that is left, and deleting again changes nothing.
        var run = await RunAsync("{}");
        Assert.Equal((await BatchAsync("week-1.csv", "usable")).GetProperty("batchId").GetString(), run.GetProperty("progress").GetProperty("batchId").GetString());
        Assert.Equal(200, await DeleteAsync(id));
        Assert.Single(Host.Events("dataset-deleted"));
        Assert.Equal(404, await DeleteAsync("week-9-000000000000"));
    }

    [Fact]
    public async Task AFileThatComesAgainAfterItWasDeleted_IsUsableAndTrainedOn()
    {
        await Host.TrainAsync(Table.Csv());
        var id = (await BatchAsync("week-1.csv", "usable")).GetProperty("batchId").GetString()!;
        Assert.Equal(200, await DeleteAsync(id));

        var (status, answer) = await PutAsync("week-1.csv", Table.Csv());

        Assert.Equal(201, status);
        Assert.Equal(id, answer.GetProperty("batchId").GetString());
        var run = await Host.EndedRunAsync("dispatch", 2);
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal("usable", (await BatchAsync("week-1.csv", "usable")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task AFileThatIsRemovedFromTheFolder_DoesNotKeepRunsFromTheOneBefore()
    {
        await Host.TrainAsync(Table.Csv());
        await Host.TrainAsync(Table.Csv(seed: 2), "week-2.csv");
        File.Delete(Path.Combine(Host.Functions.StateDirectory, "blobs", "raw", "dispatch", "week-2.csv"));

        var run = await RunAsync("{}");

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Contains("gone", (await BatchAsync("week-2.csv", "refused")).GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsWrittenOver_SupersedesItsBatch()
    {
        await Host.TrainAsync(Table.Csv());
        await Host.TrainAsync(Table.Csv(seed: 2));

        var batches = await BatchesAsync();
        var newest = batches.Single(batch => batch.GetProperty("state").GetString() == "usable");
        var old = batches.Single(batch => batch.GetProperty("state").GetString() == "superseded");
        Assert.Contains(newest.GetProperty("batchId").GetString()!, old.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var report = (await Host.GetAsync($"datasets/dispatch/{newest.GetProperty("batchId").GetString()}")).GetProperty("report");
        Assert.Equal(old.GetProperty("batchId").GetString(), report.GetProperty("comparedWith").GetString());
    }

    private async Task<JsonElement> RunAsync(string body)
    {
        var (status, answer) = await Host.PostAsync("pipelines/dispatch/runs", body);
        Assert.Equal(202, status);
        var id = answer.GetProperty("runId").GetString();
        await Eventually.TrueAsync(
            async () => (await Host.GetAsync($"runs/{id}")).GetProperty("status").GetString() is "completed" or "failed" or "terminated", $"the end of {id}");
        return await Host.GetAsync($"runs/{id}");
    }

    private async Task<int> DeleteAsync(string batchId)
    {
        using var answer = await Host.Client.DeleteAsync(new Uri($"/api/datasets/dispatch/{batchId}", UriKind.Relative), Cancelled);
        return (int)answer.StatusCode;
    }

    private async Task<IReadOnlyList<JsonElement>> BatchesAsync() => [.. (await Host.GetAsync("datasets/dispatch")).EnumerateArray()];

    private async Task<JsonElement> BatchAsync(string file, string state)
    {
        var found = await Eventually.GetAsync(
            async () => (await BatchesAsync()).Where(batch => batch.GetProperty("file").GetString() == file && batch.GetProperty("state").GetString() == state).ToArray() is { Length: 1 } one ? one : null,
            $"{file} to be {state}");
        return found[0];
    }

    private async Task<(int Status, JsonElement Body)> PutAsync(string name, string csv)
    {
        using var body = new StringContent(csv);
        using var answer = await Host.Client.PutAsync(new Uri($"/api/datasets/dispatch/{name}", UriKind.Relative), body, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }
}
