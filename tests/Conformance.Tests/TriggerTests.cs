using System.Text.Json;
using MlFunctions.Tests;

namespace MlFunctions.Conformance;

/// <summary>Timers and messages of the app, with what a Functions host sends.</summary>
public sealed class TriggerTests(PipelinesApp app)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryTimer_GoesOff_InTimeAndLate()
    {
        var timers = app.Host.Worker.Functions.Where(function => function.Trigger.Type == "timerTrigger").ToList();

        Assert.NotEmpty(timers);
        foreach (var timer in timers)
        {
            await app.Host.Worker.GoOffAsync(timer.Name, DateTime.UtcNow);
            await app.Host.Worker.GoOffAsync(timer.Name, DateTime.UtcNow, isPastDue: true);
        }
    }

    [Fact]
    public async Task AnEvent_ReachesItsSubscriptionsAsText()
    {
        await app.TrainedAsync();

        await Eventually.TrueAsync(
            async () => await app.Storage.Account.GetBlobContainerClient("audit").GetBlobsAsync(cancellationToken: Cancelled).AnyAsync(blob => blob.Name.StartsWith("dispatch/", StringComparison.Ordinal), Cancelled),
            "an event of dispatch to be recorded");
    }

    [Fact]
    public async Task ABatch_IsScoredOfTheReceivedMessage_AndItsCorrectionIsKeptOfAListOfTexts()
    {
        await app.TrainedAsync();
        var (status, accepted) = await app.SendAsync(HttpMethod.Post, "ingest/dispatch", """{"subjects":["a","b"],"features":[[41.5,"SKU003"],[7,"SKU001"]]}""");
        Assert.True(status == 202, accepted);
        var batch = $"predictions/dispatch/{JsonElement.Parse(accepted).GetProperty("batchId").GetString()}";

        var scored = await AnswerAsync(batch, view => view.GetProperty("status").GetString() == "scored");
        var (_, online) = await app.SendAsync(HttpMethod.Post, "predict/dispatch", """{"features":[[41.5,"SKU003"],[7,"SKU001"]]}""");
        Assert.Equal(JsonElement.Parse(online).GetProperty("predictions").GetRawText(), scored.GetProperty("predictions").GetRawText());

        Assert.Equal(202, (await app.SendAsync(HttpMethod.Patch, batch, """{"actuals":{"a":4.5}}""")).Status);
        await AnswerAsync($"{batch}/corrections", view => view.GetProperty("kept").TryGetProperty("a", out _));
    }

    private async Task<JsonElement> AnswerAsync(string route, Predicate<JsonElement> isAsAsked) => (await Eventually.GetAsync(
        async () => await app.SendAsync(HttpMethod.Get, route) is { Status: 200 } answer && JsonElement.Parse(answer.Body) is var view && isAsAsked(view) ? new[] { view } : null,
        route))[0];
}
