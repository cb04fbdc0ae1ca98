using System.Security.Cryptography;
using System.Text;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Lineage;

/// <summary>From whatever there is an id of back to the raw file.</summary>
public sealed class LineageTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    [Fact]
    [Trait("Acceptance", "83")]
    [Trait("Acceptance", "11")]
    public async Task AModel_IsFollowedToItsRunFeaturesBatchAndFile_WithTheirHashes()
    {
        var model = await trained.Host.GetAsync("models/dispatch/1");
        var lineage = await trained.Host.GetAsync("lineage/dispatch:1");

        Assert.Equal("model", lineage.GetProperty("kind").GetString());
        Assert.True(lineage.GetProperty("model").GetProperty("serves").GetBoolean());
        Assert.Equal(model.GetProperty("hashes").GetRawText(), lineage.GetProperty("model").GetProperty("hashes").GetRawText());
        Assert.True(lineage.GetProperty("model").GetProperty("seconds").GetProperty("training").GetDouble() > 0);
        Assert.Equal((await trained.Host.RunsAsync())[0].GetProperty("id").GetString(), lineage.GetProperty("run").GetProperty("runId").GetString());
        Assert.Equal(model.GetProperty("lineage").GetProperty("codeVersion").GetString(), lineage.GetProperty("run").GetProperty("codeVersion").GetString());
        Assert.Equal(1000, lineage.GetProperty("features").GetProperty("rows").GetInt32());
        Assert.Equal("raw/dispatch/week-1.csv", lineage.GetProperty("file").GetString());

        // The bytes that were dropped in.
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Table.Csv()))), lineage.GetProperty("batch").GetProperty("hash").GetString());
    }

    [Theory]
    [InlineData("run", "runId")]
    [InlineData("features", "featureSetId")]
    [InlineData("batch", "batchId")]
    [Trait("Acceptance", "83")]
    public async Task EveryStepOnTheWay_HasALineageOfItsOwn_AndNamesTheModelsMadeFromIt(string step, string id)
    {
        var model = await trained.Host.GetAsync("lineage/dispatch:1");

        var lineage = await trained.Host.GetAsync($"lineage/{model.GetProperty(step).GetProperty(id).GetString()}");

        Assert.Equal(step, lineage.GetProperty("kind").GetString());
        Assert.Equal(["dispatch:1"], lineage.GetProperty("models").EnumerateArray().Select(made => made.GetString()));
        Assert.Equal(model.GetProperty("batch").GetRawText(), lineage.GetProperty("batch").GetRawText());
        Assert.Equal("raw/dispatch/week-1.csv", lineage.GetProperty("file").GetString());
    }

    [Fact]
    [Trait("Acceptance", "83")]
    public async Task APrediction_IsFollowedToItsModelAndTheFile()
    {
        var (accepted, answer) = await trained.Host.PostAsync("ingest/dispatch", """{"subjects":["a"],"features":[[112,"SKU001"]]}""");
        Assert.Equal(202, accepted);
        var batchId = answer.GetProperty("batchId").GetString();
        await Eventually.TrueAsync(
            async () => (await trained.Host.GetAsync($"predictions/dispatch/{batchId}")).GetProperty("status").GetString() == "scored", "the batch to be scored");

        var lineage = await trained.Host.GetAsync($"lineage/{batchId}");

        Assert.Equal("prediction", lineage.GetProperty("kind").GetString());
        Assert.Equal("dispatch:1", lineage.GetProperty("prediction").GetProperty("modelVersion").GetString());
        var model = await trained.Host.GetAsync("lineage/dispatch:1");
        Assert.All(["model", "run", "features", "batch", "file"], step => Assert.Equal(model.GetProperty(step).GetRawText(), lineage.GetProperty(step).GetRawText()));
    }

    [Theory]
    [InlineData("dispatch:2")]
    [InlineData("nothing:1")]
    [InlineData("dispatch.unknown")]
    [InlineData("week-9-000000000000")]
    [InlineData("..%2F..%2Fetc")]
    public async Task AnUnknownId_IsAProblem(string id)
    {
        using var answer = await trained.Host.Client.GetAsync(new Uri($"/api/lineage/{id}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
