using System.Net;
using System.Text.Json;
using MlFunctions.Tests;

namespace MlFunctions.Conformance;

/// <summary>The app's orchestrations beside the run itself: what waits for somebody, what fails, what goes through many parts, what others are told.</summary>
public sealed class OrchestrationTests(PipelinesApp app)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARunThatWaitsForAnEvent_GoesOnWhenAClientRaisesIt()
    {
        await app.DefineAsync("approved", ("\"folds\"", "\"approval\": true, \"folds\""));
        await app.DropAsync("approved/week-1.csv", PipelinesApp.Csv);
        var waiting = await app.RunAsync("approved", run => run.TryGetProperty("progress", out var progress) && progress.TryGetProperty("approval", out var approval) && approval.ValueKind == JsonValueKind.Object);

        var (status, answer) = await app.SendAsync(HttpMethod.Post, $"runs/{waiting.GetProperty("id").GetString()}/approve", """{"comment":"looks right"}""");

        Assert.True(status == 202, answer);
        Assert.Equal("deployed", (await app.EndedRunAsync("approved")).GetProperty("result").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task ARunThatFails_SaysWhy()
    {
        await app.DefineAsync("failing");
        await app.DropAsync("failing/week-1.csv", "orders_placed,product_code,hours_to_dispatch\n1,SKU001,2.5\n");

        var run = await app.EndedRunAsync("failing");

        Assert.Equal("failed", run.GetProperty("status").GetString());
        var (_, view) = await app.SendAsync(HttpMethod.Get, $"runs/{run.GetProperty("id").GetString()}");
        Assert.Contains("row", JsonElement.Parse(view).GetProperty("error").GetString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => app.Host.Messages.Sent.Any(sent => sent.Text.Contains("\"run-failed\"", StringComparison.Ordinal)), "the event of the failure");
    }

    [Fact]
    public async Task ADataset_IsScoredByAJob()
    {
        await app.TrainedAsync();
        var (status, accepted) = await app.SendAsync(HttpMethod.Post, "predict/dispatch/batch", """{"dataset":"week-1.csv"}""");
        Assert.True(status == 202, accepted);
        var job = $"predict/dispatch/batch/{JsonElement.Parse(accepted).GetProperty("jobId").GetString()}";

        await Eventually.TrueAsync(async () => JsonElement.Parse((await app.SendAsync(HttpMethod.Get, job)).Body).GetProperty("status").GetString() == "completed", "the job");

        var (_, scores) = await app.SendAsync(HttpMethod.Get, $"{job}/result");
        Assert.Equal(PipelinesApp.Csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, scores.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task AWebhook_IsToldOfAnEvent()
    {
        using var receiver = new HttpListener();
        var port = Ports.Free();
        receiver.Prefixes.Add($"http://127.0.0.1:{port}/");
        receiver.Start();
        await app.DefineAsync("told", ("\"folds\"", "\"retrain\": { \"onData\": false }, \"folds\""));
        var (status, made) = await app.SendAsync(HttpMethod.Put, "webhooks/told/receiver", $$"""{"url":"http://127.0.0.1:{{port}}/hook","events":["raw-data-stored"]}""");
        Assert.True(status == 201, made);

        await app.SendAsync(HttpMethod.Put, "datasets/told/week-1.csv", PipelinesApp.Csv);

        var told = await receiver.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancelled);
        using var body = new StreamReader(told.Request.InputStream);
        Assert.Equal("raw-data-stored", JsonElement.Parse(await body.ReadToEndAsync(Cancelled)).GetProperty("type").GetString());
        told.Response.Close();
        await Eventually.TrueAsync(async () => (await app.SendAsync(HttpMethod.Get, "webhooks/told/receiver/deliveries")).Body.Contains("\"delivered\"", StringComparison.Ordinal), "the delivery to be noted");
    }
}
