using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.Scoring;

namespace MlFunctions.Tests.Scoring;

public sealed class ScoreFeedTests : IClassFixture<TrainedModels>
{
    private readonly TrainedModels _models;

    public ScoreFeedTests(TrainedModels models) => _models = models;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tell_ListenerThatIsSlow_DropsWithACountBeyondTheLimitAndTellsTheRestInOrder()
    {
        var listener = new HeldListener();
        var feed = new ScoreFeed([listener], NullLogger<ScoreFeed>.Instance);
        await feed.StartAsync(Cancelled);
        feed.Tell(Scored(rows: 1));
        await listener.Called.Task.WaitAsync(Cancelled);

        for (var i = 0; i < 5; i++)
        {
            feed.Tell(Scored(rows: ScoreFeed.MaximumRows / 4));
        }

        Assert.Equal(2 * (ScoreFeed.MaximumRows / 4), feed.DroppedRows);
        listener.Release.SetResult();
        await feed.StopAsync(Cancelled);
        Assert.Equal([1, .. Enumerable.Repeat(ScoreFeed.MaximumRows / 4, 3)], listener.Rows);
    }

    [Fact]
    public async Task Tell_OneListenerThrows_TheOtherHearsAll()
    {
        var listener = new HeldListener();
        listener.Release.SetResult();
        var feed = new ScoreFeed([new ThrowingListener(), listener], NullLogger<ScoreFeed>.Instance);
        await feed.StartAsync(Cancelled);
        feed.Tell(Scored(rows: 2));
        feed.Tell(Scored(rows: 3));
        await feed.StopAsync(Cancelled);

        Assert.Equal([2, 3], listener.Rows);
        Assert.Equal(0, feed.DroppedRows);
    }

    private ScoredRows Scored(int rows) => new()
    {
        Model = _models.First,
        Role = ScoreRole.Champion,
        Request = new PredictionRequest(_models.First.Preparation, RequestShape.Rows, rows, [], Errors: null),
        Outputs = [],
        At = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.Zero,
    };

    private sealed class HeldListener : IScoreListener
    {
        public List<int> Rows { get; } = [];

        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task OnScoredAsync(IReadOnlyList<ScoredRows> scored)
        {
            Called.TrySetResult();
            await Release.Task;
            Rows.AddRange(scored.Select(s => s.Request.Count));
        }
    }

    private sealed class ThrowingListener : IScoreListener
    {
        public Task OnScoredAsync(IReadOnlyList<ScoredRows> scored) => throw new InvalidOperationException("the store is away");
    }
}
