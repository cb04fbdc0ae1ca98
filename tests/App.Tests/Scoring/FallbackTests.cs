using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.Deployment;
using MlFunctions.Learning;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Monitoring;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Scoring;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Scoring;

/// <summary>The chain of responsibility, with models of a plugged-in trainer that are slow or fail as the test wants.</summary>
[Trait("Acceptance", "71")]
public sealed class FallbackTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(50);

    private readonly TrainedModels _models = new();
    private readonly ManualClock _clock = new();
    private readonly ManualResetEventSlim _released = new();
    private readonly TemporaryStore _store = new();
    private readonly FallbackChain _chain;
    private readonly ServedPipeline _pipeline;

    public FallbackTests()
    {
        var versions = new ModelVersions(new ModelLoader(_store.Artifacts, new ModelRegistryStore(_store.Artifacts), _models.Trainers, TransformCatalog.BuiltIn, new ModelMeters(), _clock), _clock);
        _chain = new FallbackChain(versions, new WatchedScores(_clock), NullLogger<FallbackChain>.Instance);
        _pipeline = Pipeline(Deadline);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _released.Set();
        _store.Dispose();
    }

    [Fact]
    public async Task Champion_InTime_AnswersItself()
    {
        var scored = await ScoreAsync(_pipeline, Rows("[[1],[2]]"));

        Assert.Equal((3, false), (scored.Model.Manifest.Version, scored.IsFallback));
        Assert.Equal([3, 3], scored.Outputs);
    }

    [Fact]
    public async Task Champion_PastItsDeadline_HandsTheRowToThePreviousModel()
    {
        using var stuck = Stick(3);

        var scoring = ScoreAsync(_pipeline, Rows("[[1]]")).AsTask();
        await AdvanceUntilAsync(() => scoring.IsCompleted);
        var scored = await scoring;

        Assert.Equal((2, true), (scored.Model.Manifest.Version, scored.IsFallback));
        Assert.Equal([2], scored.Outputs);
        Assert.Contains("\"fallback\":true", System.Text.Encoding.UTF8.GetString(scored.Model.Write(RequestShape.Row, scored.Outputs, scored.IsFallback)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChampionAndPrevious_PastTheirDeadlines_LeaveTheRowToTheOneBefore()
    {
        using var stuck = Stick(3, 2);

        var scoring = ScoreAsync(_pipeline, Rows("[[1]]")).AsTask();
        await AdvanceUntilAsync(() => scoring.IsCompleted);

        Assert.Equal(1, (await scoring).Model.Manifest.Version);
    }

    [Fact]
    public async Task AllModels_PastTheirDeadlines_TheFirstThatFinishesAnswers()
    {
        using var stuck = Stick(3, 2, 1);

        var scoring = ScoreAsync(_pipeline, Rows("[[1]]")).AsTask();
        await AdvanceUntilAsync(() => stuck.CurrentCount == 3);

        Assert.False(scoring.IsCompleted);
        _released.Set();
        Assert.InRange((await scoring).Model.Manifest.Version!.Value, 1, 3);
    }

    [Fact]
    public async Task Champion_Fails_HandsTheRowOnWithAndWithoutADeadline()
    {
        var unhurried = Pipeline(deadline: null);
        _models.Trainer.OnPredict = (number, _) => Refuse(number == 3);

        Assert.Equal(2, (await ScoreAsync(_pipeline, Rows("[[1]]"))).Model.Manifest.Version);
        Assert.Equal(2, (await ScoreAsync(unhurried, Rows("[[1]]"))).Model.Manifest.Version);
    }

    [Fact]
    public async Task EveryModel_Fails_TheFailureIsThrown()
    {
        _models.Trainer.OnPredict = (_, _) => Refuse(refuses: true);

        await Assert.ThrowsAsync<NotSupportedException>(() => ScoreAsync(_pipeline, Rows("[[1]]")).AsTask());
    }

    [Fact]
    public async Task AModelThatIsStuck_IsGivenNoMoreThanAFewThreads()
    {
        using var stuck = Stick(3);
        var scoring = new List<Task<Scored>>();
        for (var i = 0; i < WatchedScores.MaximumRunning; i++)
        {
            scoring.Add(ScoreAsync(_pipeline, Rows("[[1]]")).AsTask());
            await stuck.WaitAsync(Cancelled);
        }

        // The clock stands still, so this one cannot have waited for the deadline.
        Assert.Equal(2, (await ScoreAsync(_pipeline, Rows("[[1]]"))).Model.Manifest.Version);
        await AdvanceUntilAsync(() => scoring.TrueForAll(task => task.IsCompleted));
        Assert.All(await Task.WhenAll(scoring), scored => Assert.True(scored.IsFallback));
    }

    // The chain sets its timer a moment after the model has begun, so one step of the clock may come too early.
    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.TrueAsync(
        async () =>
        {
            await _clock.AdvanceAsync(Deadline);
            return condition();
        },
        "the chain to hand the row on");

    private static void Refuse(bool refuses)
    {
        if (refuses)
        {
            throw new NotSupportedException("This row is not for me.");
        }
    }

    /// <summary>Has the models of some versions hang; each that has begun to releases the semaphore once.</summary>
    private SemaphoreSlim Stick(params double[] versions)
    {
        var stuck = new SemaphoreSlim(0);
        _models.Trainer.OnPredict = (number, _) =>
        {
            if (versions.Contains(number))
            {
                stuck.Release();
                _released.Wait(Cancelled);
            }
        };
        return stuck;
    }

    private ValueTask<Scored> ScoreAsync(ServedPipeline pipeline, PredictionRequest rows) => _chain.ScoreAsync(pipeline, pipeline.Champion!, rows);

    private PredictionRequest Rows(string features) =>
        PredictionReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"features":{{features}}}"""), _pipeline.Champion!.Preparation);

    private ServedPipeline Pipeline(TimeSpan? deadline)
    {
        var definition = new DefinitionParser(TrainerCatalog.BuiltIn, MetricCatalog.BuiltIn).Parse(JsonSerializer.SerializeToUtf8Bytes(new
        {
            name = "dispatch",
            task = "regression",
            features = new[] { new { name = "orders", type = "number" } },
            targets = new[] { new { name = "hours" } },
            candidates = new[] { new { trainer = "ridge" } },
            metric = "r2",
        }));
        var registry = ModelRegistry.Empty;
        foreach (var version in new[] { 1, 2, 3 })
        {
            registry = registry.Deploy(new RegisteredModel(version, $"run-{version}", DateTimeOffset.UnixEpoch, "plugged", new Dictionary<string, double>(StringComparer.Ordinal)));
        }

        return new ServedPipeline(definition with { Serving = new ServingDefinition { Deadline = deadline } }, "hash", "etag", registry, _models.Served(3))
        {
            Fallbacks = [_models.Served(2), _models.Served(1)],
        };
    }
}
