using MlFunctions.Training;

namespace MlFunctions.Tests.Training;

public sealed class TrainingCoresTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_GivesWhatIsFreeUpToWhatIsOfUse()
    {
        var cores = new TrainingCores(4);

        using var first = await cores.TakeAsync(3, Cancelled);
        using var second = await cores.TakeAsync(3, Cancelled);

        Assert.Equal(3, first.Threads);
        Assert.Equal(1, second.Threads);
    }

    [Fact]
    public async Task Take_OfABusyMachine_WaitsItsTurn()
    {
        var cores = new TrainingCores(2);
        var first = await cores.TakeAsync(2, Cancelled);
        var second = cores.TakeAsync(2, Cancelled);
        var third = cores.TakeAsync(1, Cancelled);

        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose();
        using (var lease = await second)
        {
            Assert.Equal(2, lease.Threads);
            Assert.False(third.IsCompleted);
        }

        using var last = await third;
        Assert.Equal(1, last.Threads);
    }

    [Fact]
    public async Task Take_ThatIsGivenUp_LeavesItsPlaceToTheNext()
    {
        var cores = new TrainingCores(1);
        var first = await cores.TakeAsync(1, Cancelled);
        using var givesUp = new CancellationTokenSource();
        var second = cores.TakeAsync(1, givesUp.Token);
        var third = cores.TakeAsync(1, Cancelled);

        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        Assert.Equal(1, (await third).Threads);
    }

    [Theory]
    [InlineData(16, 8, 2)]
    [InlineData(2, 8, 1)]
    [InlineData(16, 3, 5)]
    public void ShareOf_IsAtLeastOne(int cores, int pieces, int expected) => Assert.Equal(expected, new TrainingCores(cores).ShareOf(pieces));
}
