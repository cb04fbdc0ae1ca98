using MlFunctions.Training;

namespace MlFunctions.Tests.Training;

public sealed class TrainingCoresTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_SharesTheCoresEvenly_AndAgainWhenOthersComeAndGo()
    {
        var cores = new TrainingCores(4);

        using var first = await cores.TakeAsync(Cancelled);
        Assert.Equal(4, first.Threads.Now);

        using (var second = await cores.TakeAsync(Cancelled))
        {
            Assert.Equal((2, 2), (first.Threads.Now, second.Threads.Now));

            using var third = await cores.TakeAsync(Cancelled);
            Assert.Equal((1, 1, 1), (first.Threads.Now, second.Threads.Now, third.Threads.Now));
        }

        Assert.Equal(4, first.Threads.Now);
    }

    [Fact]
    public async Task Take_OfABusyMachine_WaitsItsTurn()
    {
        var cores = new TrainingCores(1);
        var first = await cores.TakeAsync(Cancelled);
        var second = cores.TakeAsync(Cancelled);
        var third = cores.TakeAsync(Cancelled);

        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose();
        using (await second)
        {
            Assert.False(third.IsCompleted);
        }

        using var last = await third;
        Assert.Equal(1, last.Threads.Now);
    }

    [Fact]
    public async Task Take_ThatIsGivenUp_LeavesItsPlaceToTheNext()
    {
        var cores = new TrainingCores(1);
        var first = await cores.TakeAsync(Cancelled);
        using var givesUp = new CancellationTokenSource();
        var second = cores.TakeAsync(givesUp.Token);
        var third = cores.TakeAsync(Cancelled);

        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        using var last = await third;
        Assert.Equal(1, last.Threads.Now);
    }
}
