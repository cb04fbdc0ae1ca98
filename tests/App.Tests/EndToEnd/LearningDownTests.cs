using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Storage;
using MlFunctions.Tests.Pipelines;
using MlFunctions.Tests.Scoring;
using MlFunctions.Tests.Storage;
using MlFunctions.Training;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Learning is down: what it writes to is away, or every core that it has hangs. What is served goes on as before.</summary>
[Trait("Acceptance", "8")]
public sealed class LearningDownTests
{
    private const string Row = """{"product_code":"SKU001","orders_placed":112}""";

    private static readonly string[] OfLearning = [Containers.Runs, Containers.Features, Containers.Steps];

    [Fact]
    public async Task WhileNothingCanBeLearned_PredictionsAreAnsweredAndBatchesScoredAsBefore()
    {
        var store = new FailingStore();
        await using var host = await PipelineHost.StartAsync(configure: store.Into);
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        var before = await AnswerAsync(host);

        store.Fail(path => OfLearning.Contains(path.Container, StringComparer.Ordinal));
        await host.Functions.UploadBlobAsync("raw/dispatch/week-2.csv", Table.Csv(seed: 21));
        await Eventually.TrueAsync(() => store.Failures > 1, "learning to fail");
        await AssertServesAsync(host, before);

        // What could not be done is made up for once learning is back.
        store.Fail(null);
        await host.Functions.FireTimerAsync("IngestNewData");
        var run = await host.EndedRunAsync("dispatch", runs: 2);
        Assert.StartsWith("week-2-", run.GetProperty("progress").GetProperty("batchId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileEveryTrainingHangs_PredictionsAreAnsweredAndBatchesScoredAsBefore()
    {
        using var trainer = new GatedTrainer();
        await using var host = await PipelineHost.StartAsync(configure: services => services
            .AddSingleton(TrainerCatalog.BuiltIn.With(trainer))
            .AddSingleton(new TrainingCores(2)));
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());
        var before = await AnswerAsync(host);

        await host.DefineAsync(definition => definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "gated" }));
        await host.Functions.UploadBlobAsync("raw/dispatch/week-2.csv", Table.Csv(seed: 21));
        await Eventually.TrueAsync(() => trainer.Waiting == 2, "trainings to hang on all cores");
        await AssertServesAsync(host, before);
        var status = (await host.RunsAsync())[0].GetProperty("status").GetString();
        trainer.Open();
        await host.EndedRunAsync("dispatch", runs: 2);

        Assert.Equal("running", status);
    }

    private static async Task AssertServesAsync(PipelineHost host, double before)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AnswerAsync(host)));
        Assert.All(answers, answer => Assert.Equal(before, answer));
        var batch = await host.EndedAsync(await host.AcceptedAsync(Batches.Body()));
        Assert.Equal("scored", batch.GetProperty("status").GetString());
    }

    private static async Task<double> AnswerAsync(PipelineHost host)
    {
        var (status, answer) = await host.PostAsync("predict/dispatch", Row);
        Assert.Equal(200, status);
        return answer.GetProperty("est_hours_to_dispatch").GetDouble();
    }
}
