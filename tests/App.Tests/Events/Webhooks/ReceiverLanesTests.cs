using MlFunctions.Events;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.Tests.Events;

/// <summary>How many tries of a receiver are under way at once.</summary>
public sealed class ReceiverLanesTests
{
    private const string Receiver = "receiver.example:443";

    private readonly ManualClock _clock = new();
    private readonly ReceiverLanes _lanes;

    public ReceiverLanesTests() => _lanes = new ReceiverLanes(_clock);

    [Theory]
    [InlineData(0.01, 8)]
    [InlineData(3.0, 2)]
    [InlineData(null, 1)]
    public async Task AReceiver_HasAsManyLanesAsItsLastAnswerWasPrompt(double? seconds, int lanes)
    {
        Assert.True(await _lanes.TryEnterAsync(Receiver));
        _lanes.Leave(Receiver, seconds is { } took ? TimeSpan.FromSeconds(took) : null);

        for (var i = 0; i < lanes; i++)
        {
            Assert.True(await _lanes.TryEnterAsync(Receiver));
        }

        var another = _lanes.TryEnterAsync(Receiver);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.False(await another);
        Assert.True(await _lanes.TryEnterAsync("other.example:443"));
    }

    [Fact]
    public async Task ALaneOfAPromptReceiver_IsWaitedForByAFew()
    {
        await _lanes.TryEnterAsync(Receiver);
        _lanes.Leave(Receiver, TimeSpan.Zero);
        for (var i = 0; i < 8; i++)
        {
            await _lanes.TryEnterAsync(Receiver);
        }

        var waiting = Enumerable.Range(0, 4).Select(_ => _lanes.TryEnterAsync(Receiver)).ToArray();
        Assert.False(await _lanes.TryEnterAsync(Receiver));
        _lanes.Leave(Receiver, TimeSpan.Zero);
        Assert.True(await waiting[0]);

        // It answers no longer: who waits gives up, and once all tries have ended there is one lane.
        for (var i = 0; i < 8; i++)
        {
            _lanes.Leave(Receiver, took: null);
        }

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        var entered = (await Task.WhenAll(waiting[1..])).Count(hasEntered => hasEntered);
        Assert.Equal(1, entered);
        Assert.False(await _lanes.TryEnterAsync(Receiver));
    }
}
