using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Feedback;

/// <summary>Corrections that are accepted and refused.</summary>
public sealed class CorrectionRequestTests(CorrectionRequestTests.TrainedBoth trained) : IClassFixture<CorrectionRequestTests.TrainedBoth>
{
    [Theory]
    [InlineData("""{"subjects":["note-0"],"ratings":[2]}""", "ratings[0]")]
    [InlineData("""{"subjects":["note-0"],"ratings":[true]}""", "ratings[0]")]
    [InlineData("""{"subjects":["note-0","note-1"],"ratings":[1]}""", "ratings")]
    [InlineData("""{"subjects":[],"ratings":[]}""", "ratings")]
    [InlineData("""{"subjects":["nobody"],"ratings":[1]}""", "subjects[0]")]
    [InlineData("""{"subjects":["note-0","note-0"],"ratings":[1,0]}""", "subjects[1]")]
    [InlineData("""{"subjects":["note-0"]}""", "ratings")]
    [InlineData("""{"ratings":[1]}""", "subjects")]
    [InlineData("""{"actuals":{"nobody":"real"}}""", "actuals.nobody")]
    [InlineData("""{"actuals":{"note-0":"genuine"}}""", "actuals.note-0")]
    [InlineData("""{"actuals":{"note-0":0}}""", "actuals.note-0")]
    [InlineData("""{"actuals":{}}""", "actuals")]
    [InlineData("""{"actuals":{"note-0":"real"},"ratings":[1]}""", "$")]
    [InlineData("""{"actuals":{"note-0":"real"},"colour":"red"}""", "colour")]
    [InlineData("{}", "$")]
    [InlineData("[]", "$")]
    public async Task AWrongCorrection_IsRefusedWithTheFieldAtFault(string body, string field)
    {
        var (status, problem) = await trained.Host.CorrectAsync(trained.Notes, body);

        Assert.Equal(422, status);
        Assert.Contains(field, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("""{"subjects":["order-1"],"ratings":[0]}""", 422, "ratings")]
    [InlineData("""{"actuals":{"order-1":"late"}}""", 422, "actuals.order-1")]
    [InlineData("""{"actuals":{"order-1":4.5}}""", 202, null)]
    public async Task ANumber_IsCorrectedByItsTrueValueAlone(string body, int expected, string? field)
    {
        var (status, answer) = await trained.Host.CorrectAsync(trained.Orders, body, "dispatch");

        Assert.Equal(expected, status);
        if (field is not null)
        {
            Assert.Contains(field, answer.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
        }
    }

    [Fact]
    public async Task WhatIsKeptOfABatch_AndTheRowsThatItCameFrom_CanBeLookedUp()
    {
        var batch = await trained.Host.EndedAsync(await trained.Host.AcceptedAsync("""{"subjects":["o-1","o-2"],"features":[[1,"SKU001"],[2.5,"SKU002"]]}"""));
        var where = $"predictions/dispatch/{batch.GetProperty("batchId").GetString()}";
        Assert.Empty((await trained.Host.GetAsync($"{where}/corrections")).GetProperty("kept").EnumerateObject());

        Assert.Equal(202, (await trained.Host.CorrectAsync(batch, """{"actuals":{"o-2":4.5}}""", "dispatch")).Status);

        var kept = await Eventually.GetAsync(
            async () => (await trained.Host.GetAsync($"{where}/corrections")).GetProperty("kept").EnumerateObject().ToList() is { Count: > 0 } rows ? rows : null, "the correction to be kept");
        Assert.Equal(("o-2", 4.5), (Assert.Single(kept).Name, kept[0].Value.GetProperty("actual").GetDouble()));
        var rows = await trained.Host.GetAsync($"{where}/features");
        Assert.Equal("""["orders_placed","product_code"]""", rows.GetProperty("names").GetRawText());
        Assert.Equal("""[[1,"SKU001"],[2.5,"SKU002"]]""", rows.GetProperty("features").GetRawText());
        Assert.Equal(404, await trained.Host.GetStatusAsync("predictions/dispatch/no-such-batch/features"));
        Assert.Equal(404, await trained.Host.GetStatusAsync("predictions/dispatch/no-such-batch/corrections"));
        Assert.Equal(404, await trained.Host.GetStatusAsync("predictions/nobody/no-such-batch/corrections"));
    }

    [Fact]
    public async Task MalformedAndUnknown_AreSaidToBe()
    {
        var unknown = JsonDocument.Parse("""{"batchId":"no-such-batch"}""").RootElement;

        Assert.Equal(400, (await trained.Host.CorrectAsync(trained.Notes, """{"subjects":""")).Status);
        Assert.Equal(400, (await trained.Host.CorrectAsync(trained.Notes, """{"actuals":{"note-0":"real","note-0":"fake"}}""")).Status);
        Assert.Equal(404, (await trained.Host.CorrectAsync(unknown, """{"actuals":{"note-0":"real"}}""")).Status);
        Assert.Equal(404, (await trained.Host.CorrectAsync(trained.Notes, """{"actuals":{"note-0":"real"}}""", "nobody")).Status);
    }

    [Fact]
    public async Task ABatchThatFailed_HasNothingToCorrect()
    {
        await trained.Host.Functions.SendMessageAsync("scoring-requests", Batches.Message("failed", """{"subjects":["a"],"features":[[1]]}""", Banknotes.Pipeline));
        var failed = await trained.Host.EndedAsync("failed", Banknotes.Pipeline);

        Assert.Equal(409, (await trained.Host.CorrectAsync(failed, """{"actuals":{"a":"real"}}""")).Status);
    }

    /// <summary>An app with a pipeline of classes and one of numbers, and a batch of each.</summary>
    public sealed class TrainedBoth : IAsyncLifetime
    {
        private PipelineHost? _host;

        internal PipelineHost Host => _host!;

        internal JsonElement Notes { get; private set; }

        internal JsonElement Orders { get; private set; }

        public async ValueTask InitializeAsync()
        {
            _host = await PipelineHost.StartAsync();
            await Host.DefineAsync();
            await Host.TrainAsync(Table.Csv());
            await Host.TrainNotesAsync(new JsonObject());
            Notes = await Host.ScoredAsync(Banknotes.Body(rows: 3, first: 0));
            Orders = await Host.EndedAsync(await Host.AcceptedAsync(Batches.Body()));
        }

        public async ValueTask DisposeAsync() => await _host!.DisposeAsync();
    }
}
