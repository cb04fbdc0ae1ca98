using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 8: a batch that is sent again under its key is the same batch however its JSON is written, and another one is told so.</summary>
public sealed class IdempotencyTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private const string Body = """{"subjects":["a","b"],"features":[[1,"SKU001"],[2.5,"SKU002"]]}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"subjects":["a","b"],"features":[[1,"SKU001"],[2.5,"SKU002"]]}""")]
    [InlineData("{\n \"subjects\": [\"a\",\r\n \"b\"],\n \"features\": [[1,\n\"SKU001\"],\n[2.5,\t\"SKU002\"]] }")]
    [InlineData("""{"features":[[1.0,"\u0053KU001"],[25e-1,"SKU002"]],"subjects":["\u0061","b"]}""")]
    public async Task TheSameBatchAgain_IsTheSameBatch_BeforeAndAfterItsScoresAreThere(string again)
    {
        var host = trained.Host;
        foreach (var first in new[] { Body, again })
        {
            var key = $"key-{Guid.NewGuid():n}";
            var batch = await host.AcceptedAsync(first, key);
            Assert.Equal(batch, await host.AcceptedAsync(again, key));
            var scored = await host.EndedAsync(batch);

            Assert.Equal(batch, await host.AcceptedAsync(again, key));
            Assert.Equal(batch, await host.AcceptedAsync(Body, key));
            Assert.Equal(scored.GetRawText(), (await host.EndedAsync(batch)).GetRawText());
        }
    }

    [Theory]
    [InlineData("""{"subjects":["a","c"],"features":[[1,"SKU001"],[2.5,"SKU002"]]}""", "subjects")]
    [InlineData("""{"subjects":["b","a"],"features":[[1,"SKU001"],[2.5,"SKU002"]]}""", "subjects")]
    [InlineData("""{"subjects":["a","b"],"features":[[1,"SKU001"],[2.6,"SKU002"]]}""", "features")]
    [InlineData("""{"subjects":["a"],"features":[[1,"SKU001"]]}""", "subjects,features")]
    public async Task AnotherBatchUnderTheSameKey_IsToldWhatIsOther(string other, string fields)
    {
        var host = trained.Host;
        var key = $"key-{Guid.NewGuid():n}";
        var batch = await host.AcceptedAsync(Body, key);
        await AssertConflictAsync(host, other, key, fields);
        await host.EndedAsync(batch);
        await AssertConflictAsync(host, other, key, fields);
    }

    [Fact]
    public async Task TwoBatchesAtOnceUnderOneKey_AreOneThatIsKeptAndOneThatIsTold()
    {
        var host = trained.Host;
        for (var i = 0; i < 10; i++)
        {
            var key = $"key-{Guid.NewGuid():n}";
            var bodies = Enumerable.Range(0, 4).Select(n => $$"""{"subjects":["subject-{{n}}"],"features":[[{{n + 1}},"SKU001"]]}""").ToArray();
            var answers = await Task.WhenAll(bodies.Select(async body =>
            {
                using var answer = await host.IngestAsync(body, key);
                return (int)answer.StatusCode == 202 ? (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("batchId").GetString() : null;
            }));

            var accepted = Assert.Single(answers, answer => answer is not null);
            var scored = await host.EndedAsync(accepted!);
            Assert.Equal($"subject-{Array.IndexOf(answers, accepted)}", scored.GetProperty("subjects")[0].GetString());
        }
    }

    private static async Task AssertConflictAsync(PipelineHost host, string body, string key, string fields)
    {
        using var answer = await host.IngestAsync(body, key);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(fields, string.Join(',', problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString())));
        Assert.All(problem.GetProperty("errors").EnumerateArray(), error => Assert.Contains(key, error.GetProperty("fault").GetString(), StringComparison.Ordinal));
    }
}
