using System.Text.Json;
using MlFunctions.Feedback;
using MlFunctions.Learning;
using MlFunctions.Monitoring;
using MlFunctions.Pipelines;
using MlFunctions.Storage;
using MlFunctions.Tests.Storage;
using Moq;

namespace MlFunctions.Tests.Monitoring;

/// <summary>Counting that is interrupted between any two writes, or done by several at once, comes to the same.</summary>
[Trait("Acceptance", "72")]
public sealed class OutcomeCountingTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task WhoeverDiesAfterAnyWrite_IsFollowedByOneWhoCountsNothingTwice(int writes)
    {
        // Each write is done, and the last of them is never heard of.
        var left = 0;
        var dying = StoreDouble.Of(_store.Artifacts);
        dying.Setup(store => store.ReplaceAsync(It.IsAny<ArtifactPath>(), It.IsAny<BinaryData>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns(async (ArtifactPath path, BinaryData content, string? etag, CancellationToken cancellationToken) =>
            {
                var isReplaced = await _store.Artifacts.ReplaceAsync(path, content, etag, cancellationToken);
                return --left == 0 ? throw new IOException("The process is gone.") : isReplaced;
            });
        foreach (var (minute, actual) in new[] { (1, "b"), (2, "a"), (3, "b") })
        {
            await SayAsync(new CorrectionStore(_store.Artifacts), "batch", ["x", "y", "z"], actual, minute);
            left = writes;
            await Assert.ThrowsAnyAsync<IOException>(async () =>
            {
                await CountAsync(dying.Object, "batch");

                // It lived: there are fewer writes than that.
                throw new IOException();
            });
            await CountAsync(_store.Artifacts, "batch");
        }

        var outcomes = await ReadAsync();
        Assert.Equal(3, outcomes.Count);
        Assert.Equal([new ConfusionCell(1, 0, 3)], outcomes.Confusion);
        Assert.Equal(3, outcomes.Recent.Count);
        Assert.Empty(outcomes.Unsettled);
    }

    [Fact]
    public async Task SeveralAtOnce_InAnyOrder_CountEachSubjectOnce()
    {
        var said =
            from batch in Enumerable.Range(0, 6)
            from minute in Enumerable.Range(1, 4)
            from copy in Enumerable.Range(0, 2)
            select (Batch: $"batch-{batch}", Minute: minute);
        var shuffled = said.ToArray();
        new Random(7).Shuffle(shuffled);

        await Task.WhenAll(shuffled.Chunk(12).Select(part => Task.Run(
            async () =>
            {
                foreach (var (batch, minute) in part)
                {
                    await SayAsync(new CorrectionStore(_store.Artifacts), batch, ["x", "y"], minute == 4 ? "a" : "b", minute);
                    await CountAsync(_store.Artifacts, batch);
                }
            },
            Cancelled)));

        var outcomes = await ReadAsync();
        Assert.Equal(12, outcomes.Count);
        Assert.Equal([new ConfusionCell(0, 0, 12)], outcomes.Confusion);
        Assert.Empty(outcomes.Unsettled);
    }

    [Fact]
    public void OnlyTheOutcomesOfTheNewestPredictions_AreKept_HoweverLateTheyCome()
    {
        var outcomes = VersionOutcomes.None;
        foreach (var hour in new[] { 5, 1, 4, 2, 3 })
        {
            outcomes = outcomes.With(Batch($"batch-{hour}", hour, predicted: "1", actual: $"{hour}", at: 9), kept: 3);
        }

        // What is said again of a row keeps its place; what is said late of an old one counts among all alone.
        outcomes = outcomes.With(Batch("batch-4", 4, predicted: "1", actual: "8", at: 10), kept: 3).With(Batch("batch-1", 1, predicted: "1", actual: "9", at: 10), kept: 3);

        Assert.Equal([3, 8, 5], outcomes.Recent.Select(outcome => outcome.Truth[0]));
        Assert.Equal(5, outcomes.Count);
        Assert.Equal((9 + 2 + 3 + 8 + 5) / 5.0, outcomes.Errors[0].MeanTruth());
    }

    [Fact]
    public void SeveralTargets_EachHaveTheirOwnMetrics_AndTogetherTheirMean()
    {
        var definition = new DefinitionParser(TrainerCatalog.BuiltIn, MetricCatalog.BuiltIn).Parse("""
            {
              "name": "notes", "task": "regression", "metric": "mape", "candidates": [{ "trainer": "ridge" }],
              "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "a" }, { "name": "b" }]
            }
            """u8.ToArray());
        var metrics = new OutcomeMetrics(MetricCatalog.BuiltIn);
        var outcomes = VersionOutcomes.None.With(Batch("batch", 1, predicted: "[1,10]", actual: "[2,10]", at: 1), kept: 10);

        Assert.Equal([1, 0], outcomes.Errors.Select(errors => errors.Metrics()["mae"]));
        Assert.Equal([(1, 0.5), (0, 0)], Enumerable.Range(0, 2).Select(target => metrics.OfRecent(outcomes, target, definition)).Select(of => (of["mae"], of["mape"])));
        Assert.Equal((0.5, 0.25), (metrics.OfRecent(outcomes, definition)["mae"], metrics.OfRecent(outcomes, definition)["mape"]));
        Assert.Equal(0.5, metrics.OfAll(outcomes, definition)["mae"]);
    }

    private static CorrectedBatch Batch(string id, int hour, string predicted, string actual, int at) => new(
        id,
        "notes:1",
        new Dictionary<string, KeptCorrection>(StringComparer.Ordinal) { ["x"] = new(Json("[]"), Json(predicted), Json(actual), DateTimeOffset.UnixEpoch.AddDays(at), "id", 1) })
    {
        Created = DateTimeOffset.UnixEpoch.AddHours(hour),
    };

    private static async Task SayAsync(CorrectionStore store, string batchId, string[] subjects, string actual, int minute)
    {
        CorrectedRow[] rows = [.. subjects.Select(subject => new CorrectedRow(subject, Json("[1]"), Json("\"a\""), Json($"\"{actual}\"")) { Scores = Json("""{"a":0.9,"b":0.1}""") })];
        var correction = new Correction($"{batchId}-{minute}", "notes", batchId, DateTimeOffset.UnixEpoch.AddMinutes(minute), "notes:1", rows);
        while (true)
        {
            var (known, etag) = await store.FindAsync("notes", batchId, Cancelled);
            var before = known ?? new CorrectedBatch(batchId, "notes:1", new Dictionary<string, KeptCorrection>(StringComparer.Ordinal));
            var after = before.With(correction, round: 1);
            if (ReferenceEquals(before, after) || await store.TryReplaceAsync("notes", after, etag, Cancelled))
            {
                return;
            }
        }
    }

    private static Task CountAsync(MlFunctions.Storage.IArtifactStore artifacts, string batchId) => new OutcomeCounting(new OutcomeStore(artifacts), new CorrectionStore(artifacts))
        .CountAsync("notes", [new CorrectedBatch(batchId, "notes:1", new Dictionary<string, KeptCorrection>(StringComparer.Ordinal))], revert: null, Cancelled);

    private async Task<VersionOutcomes> ReadAsync() => (await new OutcomeStore(_store.Artifacts).ReadAsync("notes", 1, Cancelled)).Outcomes;

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
