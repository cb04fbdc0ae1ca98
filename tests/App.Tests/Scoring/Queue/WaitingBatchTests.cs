using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Scoring;

/// <summary>Batches that wait: for a model, for their turn, for a host that comes back.</summary>
public sealed class WaitingBatchTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutAModel_ABatchIs503AndOneThatIsInTheQueueWaitsForIt()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.Functions.SendMessageAsync("scoring-requests", Batches.Message("early", Batches.Body()));

        using var answer = await host.IngestAsync(Batches.Body());
        var empty = await host.GetAsync("predictions/dispatch");
        await host.TrainAsync(Table.Csv());
        var batch = await host.EndedAsync("early");

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal("""{"batches":[]}""", empty.GetRawText());
        Assert.Equal("scored", batch.GetProperty("status").GetString());
        Assert.Equal(0, host.Functions.CountDeadLetters("scoring-requests"));
    }

    [Fact]
    [Trait("Acceptance", "5")]
    public async Task ABatchThatWaits_IsPending_AndTooManyAre429()
    {
        using var gate = new ManualResetEventSlim(initialState: true);
        var trainer = new PluggedTrainer { OnPredict = (_, _) => gate.Wait(Cancelled) };
        await using var host = await PipelineHost.StartAsync(
            configure: services => services.AddSingleton(TrainerCatalog.BuiltIn.With(trainer)), settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Ingest:MaximumWaiting"] = "3" });
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = trainer.Name });
            definition["gates"] = new JsonObject { ["naive"] = "ignore" };
        });
        await host.TrainAsync(Table.Csv());
        gate.Reset();

        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await host.AcceptedAsync(Batches.Body(first: 10 * i)));
        }

        using var refused = await host.IngestAsync(Batches.Body());
        var waiting = await host.GetAsync($"predictions/dispatch/{ids[2]}");
        gate.Set();
        var ended = await Task.WhenAll(ids.Select(id => host.EndedAsync(id)));

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal("pending", waiting.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Array, waiting.GetProperty("predictions").ValueKind);
        Assert.All(ended, batch => Assert.Equal("scored", batch.GetProperty("status").GetString()));
        await Eventually.TrueAsync(async () => (int)(await host.IngestAsync(Batches.Body())).StatusCode == 202, "batches to be accepted again");
    }

    [Fact]
    [Trait("Acceptance", "6")]
    public async Task AHostThatCrashesAndComesBack_HasLostNoBatch_AndShowsThoseOfBefore()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        var before = await host.AcceptedAsync(Batches.Body(first: 1));
        var scored = await host.EndedAsync(before);
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => host.AcceptedAsync(Batches.Body(first: i))));

        await host.Functions.CrashAsync();
        await host.Functions.RestartAsync();

        Assert.Equal(scored.GetRawText(), (await host.EndedAsync(before)).GetRawText());
        var ended = await Task.WhenAll(ids.Select(id => host.EndedAsync(id)));
        Assert.All(ended, batch => Assert.Equal("scored", batch.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task WhileTheStoreIsAway_BatchesWaitAndAreScoredWhenItIsBack()
    {
        var store = new FailingStore();
        await using var host = await PipelineHost.StartAsync(configure: store.Into);
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        store.Fail(path => path.Container == "scores");

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.AcceptedAsync(Batches.Body(first: i))));
        await Eventually.TrueAsync(() => store.Failures > 0, "a failure");
        Assert.Equal("pending", (await host.GetAsync($"predictions/dispatch/{ids[0]}")).GetProperty("status").GetString());
        store.Fail(null);

        Assert.All(await Task.WhenAll(ids.Select(id => host.EndedAsync(id))), batch => Assert.Equal("scored", batch.GetProperty("status").GetString()));
        Assert.Equal(10, host.ScoreLines().Count);
        Assert.Equal(0, host.Functions.CountDeadLetters("scoring-requests"));
    }

    [Fact]
    public async Task EveryMessageTwiceAndOutOfOrder_IsOneBatchAndOneRecordEach()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["EmulatorServiceBus:defaults:duplicateDetectionWindow"] = "00:00:00" });
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        var messages = Enumerable.Range(0, 60).Select(i => Batches.Message($"batch-{i}", Batches.Body(first: i))).ToArray();
        var twice = messages.Concat(messages).ToArray();
        new Random(7).Shuffle(twice);

        await Task.WhenAll(twice.Select(message => host.Functions.SendMessageAsync("scoring-requests", message)));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => host.EndedAsync($"batch-{i}")));
        await Eventually.TrueAsync(() => host.Functions.CountMessages("scoring-requests") == 0, "the queue to be empty");

        var listed = (await host.GetAsync("predictions/dispatch?limit=200")).GetProperty("batches").EnumerateArray().Select(batch => batch.GetProperty("batchId").GetString()).ToList();
        Assert.Equal(60, listed.Count);
        Assert.Equal(60, listed.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(60, host.ScoreLines().Count);
    }
}
