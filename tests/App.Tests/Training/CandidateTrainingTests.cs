using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Segregation;
using MlFunctions.Storage;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Pipelines;
using MlFunctions.Training;

namespace MlFunctions.Tests.Training;

/// <summary>What the folds and candidates of a run come to, spread over activities, and what happens where one fails.</summary>
public sealed class CandidateTrainingTests
{
    private static readonly MetricCatalog Metrics = MetricCatalog.BuiltIn;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Acceptance", "41")]
    [Trait("Acceptance", "48")]
    [InlineData("""{ "trainer": "decision-tree", "grid": { "maxDepth": [4, 6, null], "minSamplesLeaf": [4, 8] } }""")]
    [InlineData("""{ "trainer": "decision-tree", "grid": { "maxDepth": { "from": 2, "to": 12 }, "minSamplesLeaf": [2, 4, 8] }, "search": { "strategy": "random", "count": 7 } }""")]
    [InlineData("""{ "trainer": "ridge", "grid": { "alpha": { "from": 0.001, "to": 1000, "scale": "logarithmic" } }, "search": { "strategy": "successive-halving", "count": 9 } }""")]
    [InlineData("""{ "trainer": "gradient-boosting", "grid": { "maxDepth": [2, 3, 4, 5] }, "search": { "strategy": "successive-halving", "factor": 2 } }""")]
    public async Task ASearchSpreadOverActivities_FindsWhatTheSameSearchInOneLoopFinds_ToTheBit(string candidate)
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = new JsonArray(JsonNode.Parse(candidate));
            definition["gates"] = new JsonObject();
        });

        var run = await host.TrainAsync(Table.Csv());
        var package = await PackageAsync(host, run, 0);

        var (expected, model) = await SearchInOneLoopAsync(host);
        Assert.Equal(expected.Best.Candidate.Hyperparameters, new HyperparameterSet(package.Manifest.Hyperparameters));
        Assert.Equal(expected.Best.Mean, package.Manifest.ValidationScore);
        Assert.Equal(expected.Best.StandardDeviation, package.Manifest.ValidationDeviation);
        Assert.Equal(ModelFormat.Save(model), package.Model.ToArray());

        // No worse on the validation folds than the trainer's defaults, which one of the combinations is at least as good as.
        Assert.All(expected.Candidates, other => Assert.False(expected.Metric.IsBetter(other.Mean, expected.Best.Mean)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task AnyNumberOfThreads_TheSameModelBytes(int threads)
    {
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton(new TrainingCores(threads)));
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = JsonNode.Parse("""[{ "trainer": "gradient-boosting" }, { "trainer": "random-forest" }, { "trainer": "linear-regression" }]""");
            definition["gates"] = new JsonObject();
        });

        var run = await host.TrainAsync(Table.Csv());

        // From the run with one thread; every other number must give the same.
        var hashes = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            hashes.Add((await PackageAsync(host, run, i)).Manifest.Hashes["model.bin"]);
        }

        Assert.Equal(await OneThread.Value, hashes);
    }

    [Theory]
    [Trait("Acceptance", "3")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(TrainingStage.FoldsAtOnce)]
    public async Task AsManyFoldsTrainAtOnce_AsThereAreCores(int cores)
    {
        using var trainer = new GatedTrainer();
        await using var host = await PipelineHost.StartAsync(configure: services => services
            .AddSingleton(TrainerCatalog.BuiltIn.With(trainer))
            .AddSingleton(new TrainingCores(cores)));
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "gated" });
            definition["folds"] = 10;
            definition["gates"] = new JsonObject();
        });
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.Waiting == cores, $"{cores} folds at the gate");
        trainer.Open();
        var run = await host.EndedRunAsync("dispatch", runs: 1);

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(cores, trainer.MostAtOnce);
    }

    [Fact]
    [Trait("Acceptance", "42")]
    public async Task AFoldThatFailsForAReasonThatMayPass_AloneIsTriedAgain()
    {
        var trainer = new FailingTrainer(call => call == 2 ? new IOException("the disk was away") : null);
        var clock = new ManualClock();
        await using var host = await StartAsync(trainer, clock);
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "failing" });
            definition["gates"] = new JsonObject();
        });

        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        var run = await host.EndedRunAsync("dispatch", 1, clock);

        // Five folds and the training on all rows, one of which twice.
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal([1, 1, 1, 1, 1, 2], trainer.Calls.Order());
    }

    [Fact]
    [Trait("Acceptance", "42")]
    public async Task ACandidateThatFails_IsReportedAndLeftOut()
    {
        var trainer = new FailingTrainer(_ => new TrainingException("there is nothing to learn here"));
        await using var host = await StartAsync(trainer);
        await host.DefineAsync(definition => definition["candidates"]!.AsArray().Add(new JsonObject { ["trainer"] = "failing" }));

        var run = await host.TrainAsync(Table.Csv());

        var candidates = run.GetProperty("progress").GetProperty("candidates");
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal("trained", candidates[0].GetProperty("state").GetString());
        Assert.Equal("failed", candidates[1].GetProperty("state").GetString());
        Assert.Contains("nothing to learn here", candidates[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("decision-tree", run.GetProperty("progress").GetProperty("best").GetProperty("trainer").GetString());
    }

    [Fact]
    public async Task AFoldThatTakesTooLong_IsGivenUp()
    {
        using var trainer = new GatedTrainer();
        var clock = new ManualClock();
        await using var host = await StartAsync(trainer, clock);
        await host.DefineAsync(definition =>
            definition["candidates"]!.AsArray().Add(new JsonObject { ["trainer"] = "gated", ["timeout"] = "00:00:00.050" }));

        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        var run = await host.EndedRunAsync("dispatch", 1, clock);

        var failed = run.GetProperty("progress").GetProperty("candidates")[1];
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains("longer than the 00:00:00.0500000", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task WhatARunShowsOfFortyCandidates_FitsWhatAzureTakes()
    {
        var trainer = new FailingTrainer(_ => new TrainingException(new string('x', 5000)));
        await using var host = await StartAsync(trainer);
        await host.DefineAsync(definition =>
        {
            definition["folds"] = 2;
            var candidates = definition["candidates"]!.AsArray();
            while (candidates.Count < 40)
            {
                candidates.Add(new JsonObject { ["trainer"] = "failing" });
            }
        });

        var run = await host.TrainAsync(Table.Csv());

        var instance = await host.Functions.WaitForOrchestrationAsync(run.GetProperty("id").GetString()!, Cancelled);
        Assert.InRange(instance.SerializedCustomStatus!.Length, 1000, 8192);
    }

    private static readonly Lazy<Task<List<string>>> OneThread = new(async () =>
    {
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton(new TrainingCores(1)));
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = JsonNode.Parse("""[{ "trainer": "gradient-boosting" }, { "trainer": "random-forest" }, { "trainer": "linear-regression" }]""");
            definition["gates"] = new JsonObject();
        });
        var run = await host.TrainAsync(Table.Csv());
        return [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(async i => (await PackageAsync(host, run, i)).Manifest.Hashes["model.bin"]))];
    });

    private static Task<PipelineHost> StartAsync(ITrainer trainer, ManualClock? clock = null) => PipelineHost.StartAsync(
        configure: services => services.AddSingleton(TrainerCatalog.BuiltIn.With(trainer)).AddSingleton(new TrainingCores(8)), clock: clock);

    private static async Task<ModelPackage> PackageAsync(PipelineHost host, JsonElement run, int index)
    {
        var path = $"runs/dispatch/{run.GetProperty("id").GetString()}/candidate-{index}.zip";
        return ModelPackage.Read(new BinaryData((await host.Functions.DownloadBlobAsync(path))!), new ArtifactPath("runs", path["runs/".Length..]));
    }

    // The library's own search, in one call, on the rows and the split that the definition asks for.
    private static async Task<(SearchResult Result, IModel Model)> SearchInOneLoopAsync(PipelineHost host)
    {
        var definition = (await host.Functions.Services.GetRequiredService<DefinitionStore>().GetAsync("dispatch", Cancelled)).Definition;
        using var csv = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Table.Csv()));
        var table = (await CsvReader.ReadAsync(csv, "csv", PipelineSchema.Of(definition), PipelineSchema.Options(definition), Cancelled)).Table;
        var rows = table.Take(SegregationService.BuiltIn.Divide(table, holdoutRows: 0, definition).Training);
        var labels = TargetEncoding.Fit(definition, table).Encode(rows);
        var data = new Dataset(FeaturePreparation.Fit(definition.Features, definition.Preparation, rows, new TrainingTargets(labels, 0, definition.Split.Seed), otherwise: DefaultPreparation.For(TrainerCatalog.BuiltIn.Get(definition.Candidates[0].Trainer))).Training, labels);

        var candidate = definition.Candidates[0];
        var options = new SearchOptions { Seed = definition.Split.Seed, Threads = 2 };
        var (folds, _) = SegregationService.BuiltIn.FoldsOf(rows, definition);
        var metric = Metrics.Get(definition.Metric);
        var combinations = candidate.Search.Count is { } count
            ? RandomSearch.Candidates(candidate.Trainer, Ranges(candidate), count, options.Seed)
            : GridSearch.Candidates(candidate.Trainer, candidate.Grid);
        var result = candidate.Search.Strategy == SearchStrategy.SuccessiveHalving
            ? SuccessiveHalving.Run(TrainerCatalog.BuiltIn, definition.Task, data, folds, metric, combinations, options, candidate.Search.Factor, Cancelled)[^1]
            : new CrossValidation(TrainerCatalog.BuiltIn, definition.Task, data, folds, metric).Run(combinations, options, Cancelled);
        return (result, Refit.Train(TrainerCatalog.BuiltIn, definition.Task, result.Best.Candidate, data, options, Cancelled));
    }

    private static Dictionary<string, HyperparameterRange> Ranges(CandidateDefinition candidate) => candidate.Trainer switch
    {
        "ridge" => new(StringComparer.Ordinal) { ["alpha"] = HyperparameterRange.Real(0.001, 1000, logarithmic: true) },
        _ => new(StringComparer.Ordinal) { ["maxDepth"] = HyperparameterRange.Whole(2, 12), ["minSamplesLeaf"] = HyperparameterRange.Of(2.0, 4.0, 8.0) },
    };
}
