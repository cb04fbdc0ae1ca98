using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Events;

/// <summary>What is pushed to clients that listen.</summary>
public sealed class PushTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "65")]
    public async Task ABatch_IsPushedWithTheScoreThatIsPolledAndAnsweredAtOnce()
    {
        var batchId = await trained.Host.AcceptedAsync("""{"subjects":["a"],"features":[[41.5,"SKU003"]]}""");

        var pushed = await NextAsync(await ListenAsync($"events?pipeline=dispatch&batch={batchId}"));
        var polled = await trained.Host.EndedAsync(batchId);
        var (_, answered) = await trained.Host.PostAsync("predict/dispatch", """{"orders_placed":41.5,"product_code":"SKU003"}""");

        Assert.Equal("scores-ready", pushed.Name);
        Assert.Equal(polled.GetRawText(), pushed.Data);
        Assert.Equal(answered.GetProperty("est_hours_to_dispatch").GetDouble(), polled.GetProperty("predictions")[0].GetDouble());
    }

    [Fact]
    public async Task ABatchThatIsScoredWhileTheClientListens_IsPushed()
    {
        var events = await ListenAsync("events?pipeline=dispatch&batch=pushed-later");
        await trained.Host.Functions.SendMessageAsync("scoring-requests", Batches.Message("pushed-later", Batches.Body()));

        Assert.Contains("pushed-later", (await NextAsync(events)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventsOfAPipeline_ArePushed_AndAClientThatComesBackGetsWhatItMissed()
    {
        var host = trained.Host;
        var events = await ListenAsync("events?pipeline=dispatch");
        await host.Functions.SendMessageAsync("pipeline-events", Event("first"));
        var first = await NextAsync(events);
        events.Dispose();
        await host.Functions.SendMessageAsync("pipeline-events", Event("second"));
        await Eventually.TrueAsync(async () => (await host.Functions.ListBlobsAsync("audit/dispatch/")).Count(path => path.Contains("2099-01-01", StringComparison.Ordinal)) == 2, "both to be recorded");

        var missed = await NextAsync(await ListenAsync("events?pipeline=dispatch", first.Id));

        Assert.Equal("model-reverted", first.Name);
        Assert.Contains("\"first\"", first.Data, StringComparison.Ordinal);
        Assert.Contains("\"second\"", missed.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARun_IsPushedEachTimeThatItHasChanged_UntilItHasEnded()
    {
        var (_, accepted) = await trained.Host.PostAsync("pipelines/dispatch/runs?fresh=true", "");
        var run = accepted.GetProperty("runId").GetString()!;

        var events = await ListenAsync($"events?pipeline=dispatch&run={run}");
        var views = new List<string>();
        do
        {
            var pushed = await NextAsync(events);
            Assert.Equal("run", pushed.Name);
            views.Add(pushed.Data);
        }
        while (!views[^1].Contains("\"status\":\"completed\"", StringComparison.Ordinal));

        await Assert.ThrowsAsync<EndOfStreamException>(() => NextAsync(events));
        Assert.Equal(views.Distinct(StringComparer.Ordinal), views);
        Assert.Equal((await trained.Host.GetAsync($"runs/{run}")).GetRawText(), views[^1]);
    }

    [Fact]
    public async Task UnknownAndMissingPipelines_AreSaidToBe()
    {
        Assert.Equal(404, await trained.Host.GetStatusAsync("events?pipeline=dispatch&run=dispatch.nothing"));
        Assert.Equal(404, await trained.Host.GetStatusAsync("events?pipeline=dispatch&run=other.nothing"));
        Assert.Equal(404, await trained.Host.GetStatusAsync("events?pipeline=nobody"));
        Assert.Equal(422, await trained.Host.GetStatusAsync("events"));
    }

    private static string Event(string id) =>
        $$"""{"id":"{{id}}","type":"model-reverted","pipeline":"dispatch","correlationId":"{{id}}","at":"2099-01-01T00:00:0{{(id == "first" ? 1 : 2)}}Z","subject":"dispatch:1"}""";

    private async Task<StreamReader> ListenAsync(string route, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{route}");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        var answer = await trained.Host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
    }

    private static async Task<(string? Id, string? Name, string Data)> NextAsync(StreamReader events)
    {
        string? id = null, name = null;
        while (await events.ReadLineAsync(Cancelled) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var value]:
                    id = value;
                    break;
                case ["event", var value]:
                    name = value;
                    break;
                case ["data", var value]:
                    return (id, name, value);
            }
        }

        throw new EndOfStreamException("The events ended.");
    }
}
