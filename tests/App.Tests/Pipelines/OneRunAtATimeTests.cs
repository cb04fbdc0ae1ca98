using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Training;

namespace MlFunctions.Tests.Pipelines;

/// <summary>A pipeline has one run under way; what asks meanwhile shares the next.</summary>
public sealed class OneRunAtATimeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "38")]
    public async Task TenTriggersAtOnce_AreOneRunAndThenOneMore()
    {
        using var trainer = new GatedTrainer();
        await using var host = await StartAsync(trainer);
        await host.DefineAsync(Gated);
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.IsReached, "the first run to train");

        await host.Functions.UploadBlobAsync("raw/dispatch/week-2.csv", Table.Csv(seed: 2));
        var asked = await Task.WhenAll(Enumerable.Range(1, 9).Select(i => host.PostAsync("pipelines/dispatch/runs", $$"""{"reason":"trigger {{i}}"}""")));
        var waiting = Assert.Single(asked.Select(answer => answer.Body.GetProperty("runId").GetString()).Distinct());
        await Eventually.TrueAsync(async () => Reasons(await host.GetAsync($"runs/{waiting}")).Count == 10, "all ten to share a run");
        var pending = await host.GetAsync($"runs/{waiting}");
        trainer.Open();
        var runs = await AfterAsync(host, waiting!);

        Assert.All(asked, answer => Assert.Equal(202, answer.Status));
        Assert.Equal("pending", pending.GetProperty("status").GetString());
        Assert.Equal(2, runs.Count);
        Assert.Equal(
            ["data raw/dispatch/week-2.csv", .. Enumerable.Range(1, 9).Select(i => $"trigger {i}")],
            Reasons(runs[0]).Order());
        Assert.StartsWith("week-2-", runs[0].GetProperty("progress").GetProperty("batchId").GetString(), StringComparison.Ordinal);
        Assert.True(Begun(runs[0]) >= Ended(runs[1]), "the second run began before the first had ended");
    }

    [Fact]
    [Trait("Acceptance", "12")]
    public async Task TwoPipelinesRunSideBySide_AndOneThatFailsLeavesTheOtherAlone()
    {
        using var trainer = new GatedTrainer();
        await using var host = await StartAsync(trainer);
        await host.DefineAsync(Gated);
        await host.DefineAsync(pipeline: "returns");
        await host.DefineAsync(pipeline: "costs");

        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.IsReached, "the first pipeline to train");
        var failed = await host.TrainAsync("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\n", pipeline: "returns");
        var deployed = await host.TrainAsync(Table.Csv(), pipeline: "costs");
        var underWay = Assert.Single(await host.RunsAsync());
        trainer.Open();
        var last = await host.EndedRunAsync("dispatch", runs: 1);

        Assert.Equal("running", underWay.GetProperty("status").GetString());
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("deployed", deployed.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal("completed", last.GetProperty("status").GetString());
    }

    [Fact]
    public async Task ARequestWhoseWriterDiedBeforeItsRunWasStarted_IsTakenUpByTheClock()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["retrain"] = new JsonObject { ["onData"] = false });
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(async () => (await host.GetAsync("datasets/dispatch")).GetArrayLength() == 1, "the batch");

        // What RequestAsync leaves behind when it dies after its first write.
        var queues = host.Functions.Services.GetRequiredService<RunQueueStore>();
        var (queue, _) = RunQueue.Empty.Ask(new RunRequest("dispatch", RunTrigger.Request, "somebody", "a death"), "dispatch.1");
        Assert.True(await queues.TryReplaceAsync("dispatch", queue, etag: null, Cancelled));
        await host.Functions.FireTimerAsync(nameof(RunSchedules));

        var run = await host.EndedRunAsync("dispatch", runs: 1);
        Assert.Equal("a death", run.GetProperty("reason").GetString());
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task ARunThatIsTerminated_LetsTheNextBegin()
    {
        using var trainer = new GatedTrainer();
        await using var host = await StartAsync(trainer);
        await host.DefineAsync(Gated);
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.IsReached, "the first run to train");
        var first = Assert.Single(await host.RunsAsync()).GetProperty("id").GetString()!;
        var (_, waiting) = await host.PostAsync("pipelines/dispatch/runs", "");

        await host.Functions.DurableTaskClient.TerminateInstanceAsync(first, Cancelled);
        await host.Functions.WaitForOrchestrationAsync(first, Cancelled);
        trainer.Open();
        await host.Functions.FireTimerAsync(nameof(RunSchedules));

        var runs = await AfterAsync(host, waiting.GetProperty("runId").GetString()!);
        Assert.Equal(["completed", "terminated"], runs.Select(run => run.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task ABatchThatIsToldOfAgain_GetsNoSecondRun()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var run = await host.TrainAsync(Table.Csv());
        var batch = run.GetProperty("requests")[0].GetProperty("batchId").GetString()!;

        var starter = host.Functions.Services.GetRequiredService<RunStarter>();
        var request = new RunRequest("dispatch", RunTrigger.Data, "again", "again") { Key = $"data/{batch}", BatchId = batch };
        var again = await starter.RequestAsync(host.Functions.DurableTaskClient, request, Cancelled);

        Assert.Equal(run.GetProperty("id").GetString(), again);
        Assert.Single(await host.RunsAsync());
    }

    // A training that waits at the gate keeps its core, so there have to be some for the others.
    private static Task<PipelineHost> StartAsync(GatedTrainer trainer) => PipelineHost.StartAsync(configure: services => services
        .AddSingleton(TrainerCatalog.BuiltIn.With(trainer))
        .AddSingleton(new TrainingCores(16)));

    private static void Gated(JsonObject definition)
    {
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "gated" });
        definition["gates"] = new JsonObject { ["champion"] = "ignore" };
    }

    private static async Task<IReadOnlyList<JsonElement>> AfterAsync(PipelineHost host, string runId)
    {
        await Eventually.TrueAsync(async () => (await host.GetAsync($"runs/{runId}")).GetProperty("status").GetString() == "completed", $"the end of {runId}");
        return await host.RunsAsync();
    }

    private static IReadOnlyList<string?> Reasons(JsonElement run) => [.. run.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("reason").GetString())];

    private static DateTimeOffset Begun(JsonElement run) => run.GetProperty("progress").GetProperty("stages")[0].GetProperty("started").GetDateTimeOffset();

    private static DateTimeOffset Ended(JsonElement run)
    {
        var last = run.GetProperty("progress").GetProperty("stages").EnumerateArray().Last();
        return last.GetProperty("started").GetDateTimeOffset() + TimeSpan.FromSeconds(last.GetProperty("seconds").GetDouble());
    }
}
