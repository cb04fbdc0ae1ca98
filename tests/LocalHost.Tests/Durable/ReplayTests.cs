using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Durable.Replay;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class ReplayTests
{
    [Fact]
    public async Task Recording_ReplayedAgainstTheSameCode_Passes()
    {
        var recording = OrchestrationHistory.Parse(await RecordAsync());

        OrchestrationReplay.Run(recording, TrainAsync);

        Assert.Equal("Train", recording.Orchestrator);
    }

    [Fact]
    public async Task Recording_ReplayedAgainstChangedCode_NamesTheStep()
    {
        var recording = OrchestrationHistory.Parse(await RecordAsync());

        var e = Assert.Throws<NonDeterminismException>(() => OrchestrationReplay.Run(recording, async context =>
        {
            await context.CallActivityAsync<string>("Prepare", "rows");
            await context.CallActivityAsync<string>("Validate", "rows");
            return "";
        }));

        Assert.Equal("at step 1 history has activity 'Fit', the code now does activity 'Validate'", e.Difference);
    }

    [Fact]
    public async Task Recording_ReplayedAgainstCodeThatReturnsSomethingElse_SaysWhat()
    {
        var recording = OrchestrationHistory.Parse(await RecordAsync());

        var e = Assert.Throws<NonDeterminismException>(() => OrchestrationReplay.Run(recording, async context => (await TrainAsync(context)).Length));

        Assert.Equal("at the end of history: Completed with \"fitted\", with the code as it is now: Completed with 6", e.Difference);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    [InlineData("""{"instanceId":"x","generation":0,"events":[]}""")]
    public void Parse_SomethingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => OrchestrationHistory.Parse(text));

    [Fact]
    public async Task ReplaySafeLogger_OverThreeTurns_SaysEachThingOnce()
    {
        var log = new ListLoggerProvider();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        await using var durable = new DurableFixture(App().Orchestrator("Train", async context =>
        {
            var logger = context.CreateReplaySafeLogger("Train");
            logger.LogInformation("begins");
            await context.CallActivityAsync<string>("Prepare", "rows");
            logger.LogInformation("prepared");
            await context.CallActivityAsync<string>("Fit", "rows");
            logger.LogInformation("fitted");
        }), loggers: loggers);

        await durable.RunAsync("Train");

        Assert.Equal(["begins", "prepared", "fitted"], log.Of("Train"));
    }

    private static DurableApp App() => new DurableApp()
        .Activity<string, string>("Prepare", rows => rows + " prepared")
        .Activity<string, string>("Fit", _ => "fitted");

    private static async Task<string> TrainAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<string>("Prepare", "rows");
        return await context.CallActivityAsync<string>("Fit", "rows");
    }

    private static async Task<string> RecordAsync()
    {
        await using var durable = new DurableFixture(App().Orchestrator("Train", TrainAsync));
        var ended = await durable.RunAsync("Train");
        return durable.Engine.ExportHistory(ended.InstanceId)!.ToJson();
    }
}
