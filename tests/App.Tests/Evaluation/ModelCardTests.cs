using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Evaluation;

/// <summary>What there is to know about a model stands on its card.</summary>
public sealed class ModelCardTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "47")]
    public async Task TheCard_SaysFromWhatHowGoodComparedWithWhatAndWhereNot()
    {
        var card = await trained.Host.GetAsync("models/dispatch/1/card");

        Assert.Equal("dispatch:1", card.GetProperty("model").GetString());
        Assert.Equal("raw/dispatch/week-1.csv", card.GetProperty("lineage").GetProperty("file").GetString());
        var orders = card.GetProperty("data").GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("name").GetString() == "orders_placed");

        // The smallest and the largest number of orders in the table.
        var placed = Table.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => double.Parse(line.Split(',')[0])).ToArray();
        Assert.Equal((placed.Min(), placed.Max()), (orders.GetProperty("minimum").GetDouble(), orders.GetProperty("maximum").GetDouble()));
        var r2 = card.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == "r2");
        Assert.InRange(r2.GetProperty("value").GetDouble(), r2.GetProperty("interval").GetProperty("lower").GetDouble(), r2.GetProperty("interval").GetProperty("upper").GetDouble());
        Assert.Equal(
            ["r2 of at least 0.9", "r2 of at least 0.92", "better than the naive model", "increases with orders_placed", "never below 0", "none beyond 1.25 × the largest target"],
            card.GetProperty("gates").EnumerateArray().Select(gate => gate.GetProperty("name").GetString()));
        Assert.Contains(card.GetProperty("limits").EnumerateArray(), limit => limit.GetString()!.StartsWith("orders_placed below", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("models/dispatch/1/card?format=md", "*/*")]
    [InlineData("models/dispatch/1/card", "text/markdown")]
    public async Task TheCard_IsMarkdownWhereAskedFor(string route, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{route}");
        request.Headers.Add("accept", accept);
        using var answer = await trained.Host.Client.SendAsync(request, Cancelled);

        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal("text/markdown", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ["# dispatch:1", "## From what", "## How good", "## Compared with what", "## Gates and checks", "## Limits"],
            text.Split('\n').Where(line => line.StartsWith('#')));
        Assert.Contains("| orders_placed | feature | 0 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownVersionOrFormat_IsAProblem()
    {
        Assert.Equal(404, await trained.Host.GetStatusAsync("models/dispatch/9/card"));
        Assert.Equal(404, await trained.Host.GetStatusAsync("models/nothing/1/card"));
        Assert.Equal(422, await trained.Host.GetStatusAsync("models/dispatch/1/card?format=pdf"));
        Assert.Equal(404, await trained.Host.GetStatusAsync("runs/dispatch.nothing/evaluation"));
    }
}
