using MlFunctions.Monitoring;
using MlFunctions.Storage;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 14: what each process leaves of its counts does not become more with every start, and counts once.</summary>
public sealed class ServedFilesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheCountsOfEndedProcesses_BecomeOneFile_AndTheirSumStays()
    {
        using var store = new TemporaryStore();
        var figures = new ServedFiguresStore(store.Artifacts);
        for (var start = 1; start <= 100; start++)
        {
            await figures.PutAsync("dispatch", 1, $"process-{start}", new ServedFigures { Rows = start }, Cancelled);
            await figures.CompactAsync("dispatch", $"process-{start}", Cancelled);
            Assert.Equal(start * (start + 1) / 2, (await figures.SumAsync("dispatch", without: null, Cancelled))[1].Rows);
            Assert.InRange((await FilesAsync(store)).Count, 1, 10);
        }

        Assert.Equal(4950, (await figures.SumAsync("dispatch", "process-100", Cancelled))[1].Rows);
    }

    [Fact]
    public async Task FilesThatAreInASumAndNotGoneYet_CountOnce_AndGoTheNextTime()
    {
        using var store = new TemporaryStore();
        var figures = new ServedFiguresStore(store.Artifacts);
        for (var start = 1; start <= 20; start++)
        {
            await figures.PutAsync("dispatch", 1, $"process-{start}", new ServedFigures { Rows = 1 }, Cancelled);
        }

        var left = (await store.Artifacts.GetAsync(new ArtifactPath("monitoring", "dispatch/served/1/process-7.json"), Cancelled))!.Content;
        await figures.CompactAsync("dispatch", "process-20", Cancelled);

        // As a process leaves it that died while it deleted them.
        foreach (var start in Enumerable.Range(1, 12))
        {
            await store.Artifacts.PutAsync(new ArtifactPath("monitoring", $"dispatch/served/1/process-{start}.json"), left, Cancelled);
        }

        Assert.Equal(20, (await figures.SumAsync("dispatch", without: null, Cancelled))[1].Rows);
        await figures.CompactAsync("dispatch", "process-20", Cancelled);
        Assert.Equal(20, (await figures.SumAsync("dispatch", without: null, Cancelled))[1].Rows);
        Assert.Equal(2, (await FilesAsync(store)).Count);
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(TemporaryStore store) =>
        await store.Artifacts.ListAsync("monitoring", "dispatch/served/", Cancelled).Select(path => path.Name).ToListAsync(Cancelled);
}
