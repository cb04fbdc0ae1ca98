using MlFunctions.LocalHost.Testing;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Events;

/// <summary>An event is told after what it tells of is stored, never before: while the store fails, nobody hears of anything.</summary>
public sealed class EventOrderTests
{
    [Theory]
    [InlineData("batches", ".json", "raw-data-stored")]
    [InlineData("features", "columns.bin", "features-generated")]
    [Trait("Acceptance", "16")]
    [Trait("Acceptance", "28")]
    public async Task WhileTheStoreFails_NobodyIsTold_AndOnceItWorksEverybodyIs(string container, string file, string type)
    {
        var store = new FailingStore();
        var clock = new ManualClock();
        await using var host = await PipelineHost.StartAsync(configure: store.Into, clock: clock);
        await host.DefineAsync();
        store.Fail(path => path.Container == container && path.Name.EndsWith(file, StringComparison.Ordinal));

        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(
            async () =>
            {
                await clock.AdvanceAsync(TimeSpan.FromSeconds(0.1));
                return store.Failures >= 2;
            },
            $"{file} to fail twice");
        Assert.Empty(host.Events(type));

        store.Fail(null);
        Assert.Equal("completed", (await host.EndedRunAsync("dispatch", 1, clock)).GetProperty("status").GetString());
        Assert.Single(await host.EventsAsync(type, 1));
    }
}
