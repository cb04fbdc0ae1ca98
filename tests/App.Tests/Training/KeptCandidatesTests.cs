using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Training;

namespace MlFunctions.Tests.Training;

/// <summary>What is kept of the candidates of a run, whether they won or not.</summary>
[Trait("Acceptance", "44")]
public sealed class KeptCandidatesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryCandidate_CanBeReadAfterwards_WithItsModelDefinitionParametersTrainingFactsAndTimings()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Three);
        var run = await host.TrainAsync(Table.Csv());
        var id = run.GetProperty("id").GetString()!;

        // Later runs and definitions leave what is kept alone.
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv(seed: 21), "week-2.csv");

        var definition = await BytesAsync(host, $"runs/{id}/definition");
        Assert.Equal(3, JsonNode.Parse(definition)!["candidates"]!.AsArray().Count);
        var kept = (await host.GetAsync($"runs/{id}/candidates")).EnumerateArray().ToArray();
        var evaluation = await host.GetAsync($"runs/{id}/evaluation");
        Assert.Equal(["decision-tree", "linear-regression", "ridge"], kept.Select(candidate => candidate.GetProperty("manifest").GetProperty("trainer").GetString()));
        foreach (var (index, candidate) in kept.Index())
        {
            var manifest = candidate.GetProperty("manifest");
            var lineage = manifest.GetProperty("lineage");
            Assert.Equal(id, lineage.GetProperty("runId").GetString());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(definition)), lineage.GetProperty("definitionHash").GetString());
            Assert.Equal(run.GetProperty("progress").GetProperty("batchId").GetString(), lineage.GetProperty("batchId").GetString());
            Assert.Equal(1000, lineage.GetProperty("trainingRows").GetInt32() + lineage.GetProperty("holdoutRows").GetInt32());
            Assert.True(manifest.GetProperty("seconds").GetProperty("search").GetDouble() > 0);
            Assert.True(manifest.GetProperty("seconds").GetProperty("training").GetDouble() > 0);

            // The model itself: loaded from its package, it does on the holdout what the run says that it did.
            var model = Load(await BytesAsync(host, $"runs/{id}/candidates/{index}/package"), manifest);
            var judged = evaluation.GetProperty("candidates").EnumerateArray().Single(other => other.GetProperty("candidate").GetProperty("index").GetInt32() == index);
            Assert.Equal(judged.GetProperty("metrics").GetProperty("r2").GetDouble(), await R2Async(host, lineage.GetProperty("batchId").GetString()!, model), 1e-12);
        }

        Assert.Contains(kept[0].GetProperty("manifest").GetProperty("hyperparameters").GetProperty("maxDepth").GetInt32(), new[] { 6, 8, 10 });
        Assert.Equal(0.5, kept[2].GetProperty("manifest").GetProperty("hyperparameters").GetProperty("alpha").GetDouble());
    }

    [Fact]
    public async Task ACandidateThatFailed_IsNamedInTheRunWithItsReason_AndTheOthersAreKept()
    {
        var trainer = new FailingTrainer(_ => new TrainingException("the licence has expired"));
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton(TrainerCatalog.BuiltIn.With(trainer)));
        await host.DefineAsync(definition => definition["candidates"]!.AsArray().Insert(0, new JsonObject { ["trainer"] = "failing" }));
        var run = await host.TrainAsync(Table.Csv());
        var id = run.GetProperty("id").GetString();

        Assert.Contains("the licence has expired", run.GetProperty("progress").GetProperty("candidates")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single((await host.GetAsync($"runs/{id}/candidates")).EnumerateArray()).GetProperty("index").GetInt32());
        Assert.Equal(404, await host.GetStatusAsync($"runs/{id}/candidates/0/package"));
        Assert.Equal(200, await host.GetStatusAsync($"runs/{id}/candidates/1/package"));
        Assert.Equal(404, await host.GetStatusAsync("runs/dispatch.nothing/candidates"));
        Assert.Equal(404, await host.GetStatusAsync("runs/dispatch.nothing/definition"));
    }

    private static void Three(JsonObject definition)
    {
        definition["candidates"]!.AsArray().Add(new JsonObject { ["trainer"] = "linear-regression" });
        definition["candidates"]!.AsArray().Add(new JsonObject { ["trainer"] = "ridge", ["grid"] = new JsonObject { ["alpha"] = new JsonArray(0.5) } });
    }

    private static Task<byte[]> BytesAsync(PipelineHost host, string route) => host.Client.GetByteArrayAsync(new Uri($"/api/{route}", UriKind.Relative), Cancelled);

    private static LoadedModel Load(byte[] package, JsonElement manifest)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        foreach (var part in manifest.GetProperty("hashes").EnumerateObject())
        {
            using var content = zip.GetEntry(part.Name)!.Open();
            Assert.Equal(part.Value.GetString(), Convert.ToHexStringLower(SHA256.HashData(content)));
        }

        return LoadedModel.Load(ModelPackage.Read(new BinaryData(package), new ArtifactPath("downloads", "candidate.zip")), TrainerCatalog.BuiltIn, TransformCatalog.BuiltIn);
    }

    private static async Task<double> R2Async(PipelineHost host, string batchId, LoadedModel model)
    {
        var definition = host.Functions.Services.GetRequiredService<DefinitionParser>().Parse(System.Text.Encoding.UTF8.GetBytes(PipelineHost.Definition));
        using var csv = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Table.Csv()));
        var table = (await CsvReader.ReadAsync(csv, "week-1.csv", PipelineSchema.OfRows(definition), PipelineSchema.Options(definition), Cancelled)).Table;
        var (_, split) = await host.PostAsync($"datasets/dispatch/{batchId}/split", "");
        var rows = table.Take([.. split.GetProperty("holdout").EnumerateArray().Select(row => row.GetInt32())]);

        // R² by its definition: 1 − residual sum of squares / total sum of squares.
        var predicted = model.Predict(rows);
        var truth = ((MlFunctions.Ingestion.PreciseColumn)rows.Get("hours_to_dispatch")).Values;
        var mean = truth.Average();
        return 1 - (truth.Zip(predicted, (y, f) => (y - f) * (y - f)).Sum() / truth.Sum(y => (y - mean) * (y - mean)));
    }
}
