using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Scoring;
using MlFunctions.Storage;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 17: a clock that is set back or ahead loses nothing and keeps nothing waiting.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TimeNeverGoesBack_AndFollowsTheClockAgainWhenItIsPutRight()
    {
        var machine = new SetClock(Noon);
        var time = new ForwardTimeProvider(machine);
        Assert.Equal(Noon, time.GetUtcNow());

        machine.Pass(TimeSpan.FromSeconds(10));
        machine.Set(TimeSpan.FromHours(-1));
        Assert.Equal(Noon.AddSeconds(10), time.GetUtcNow());
        machine.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(Noon.AddSeconds(15), time.GetUtcNow());

        machine.Set(TimeSpan.FromHours(1));
        machine.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(Noon.AddSeconds(20), time.GetUtcNow());

        machine.Set(TimeSpan.FromDays(8));
        Assert.Equal(Noon.AddSeconds(20).AddDays(8), time.GetUtcNow());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8 * 24)]
    public async Task BatchesAreScoredAndFound_ThoughTheClockIsSetBetweenThem(int hours)
    {
        var machine = new SetClock(DateTimeOffset.UtcNow);
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(new ForwardTimeProvider(machine)));
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());

        var before = await host.AcceptedAsync(Batches.Body());
        machine.Set(TimeSpan.FromHours(hours));
        var after = await host.AcceptedAsync(Batches.Body(first: 10));

        foreach (var batch in new[] { before, after })
        {
            Assert.Equal("scored", (await host.EndedAsync(batch)).GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task WhatWasSentBeforeTheClockWasSetBackAndTheAppStartedAgain_IsReceived()
    {
        var machine = new SetClock(DateTimeOffset.UtcNow);
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(_ => new ForwardTimeProvider(machine)));
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        var store = Path.Combine(host.Functions.StateDirectory, "blobs", "scores");
        Directory.CreateDirectory(store);

        // Nothing can be scored, so that the batch is in the queue still when the app ends.
        Directory.Move(store, store + "-away");
        await File.WriteAllTextAsync(store, "", TestContext.Current.CancellationToken);
        var batch = await host.AcceptedAsync(Batches.Body());
        await host.Functions.CrashAsync();
        machine.Set(TimeSpan.FromHours(-1));
        File.Delete(store);
        Directory.Move(store + "-away", store);
        await host.Functions.RestartAsync();

        Assert.Equal("scored", (await host.EndedAsync(batch)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task TheReadModel_CountsTheAgeOfBatches_NotWhatTheClockSays()
    {
        var machine = new SetClock(Noon);
        var model = new MemoryReadModel(new ReadModelLimits(TimeSpan.FromDays(7), 100), machine);
        var batch = new BatchEntry("dispatch", "batch", machine.GetUtcNow(), "{}"u8.ToArray(), "[]"u8.ToArray());
        await model.AcceptAsync(batch);

        machine.Set(TimeSpan.FromDays(8));
        await model.ShowAsync([batch]);
        Assert.NotNull(await model.FindAsync("dispatch", "batch"));

        machine.Pass(TimeSpan.FromDays(6.9));
        Assert.NotNull(await model.FindAsync("dispatch", "batch"));
        machine.Pass(TimeSpan.FromDays(0.2));
        Assert.Null(await model.FindAsync("dispatch", "batch"));
    }

    /// <summary>A clock that passes with time, by the machine's timers, and that can be set.</summary>
    private sealed class SetClock(DateTimeOffset start) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();
        private TimeSpan _passed;
        private TimeSpan _set;

        private bool IsLive => start > Noon;

        public void Pass(TimeSpan time) => _passed += time;

        public void Set(TimeSpan by) => _set += by;

        public override DateTimeOffset GetUtcNow() => start + _set + GetElapsedTime(0);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => (_passed + (IsLive ? System.GetElapsedTime(_began) : TimeSpan.Zero)).Ticks;
    }
}
