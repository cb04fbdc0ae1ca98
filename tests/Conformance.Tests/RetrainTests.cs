using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlFunctions.Conformance;

/// <summary>A run of a pipeline through the official durable protocol, from a blob in a storage account to a model that serves.</summary>
public sealed class RetrainTests(PipelinesApp app)
{
    private const string Row = """{"orders_placed":112,"product_code":"SKU001"}""";

    [Fact]
    public async Task ABlob_BecomesARegisteredModelThatServes()
    {
        var run = await app.TrainedAsync();

        Assert.True(run.GetProperty("status").GetString() == "completed", run.ToString());
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var (_, models) = await app.SendAsync(HttpMethod.Get, "models/dispatch");
        Assert.Equal(1, JsonElement.Parse(models).GetProperty("champion").GetInt32());
        var (status, answer) = await app.SendAsync(HttpMethod.Post, "predict/dispatch", Row);
        Assert.Equal((200, "dispatch:1"), (status, JsonElement.Parse(answer).GetProperty("model_version").GetString()));
    }

    [Fact]
    public async Task EachTurnOfTheRun_HasReplayedWhatWasBefore()
    {
        var run = await app.TrainedAsync();

        // At least one turn to begin, and one after each stage.
        Assert.InRange(app.Host.Durable.Turns[run.GetProperty("id").GetString()!], 7, 100);
    }

    [Fact]
    public async Task EachStage_HasToldOfItsEnd_AndEveryListenerHasTakenIt()
    {
        await app.TrainedAsync();

        var events = app.Host.Messages.Sent.Where(sent => sent.Entity == "pipeline-events").Select(sent => JsonElement.Parse(sent.Text));
        Assert.Equal(
            ["raw-data-stored", "features-generated", "candidate-trained", "model-ready", "model-deployed"],
            events.Where(sent => sent.GetProperty("pipeline").GetString() == "dispatch").Select(sent => sent.GetProperty("type").GetString()).Take(5));
        Assert.Empty(app.Host.Messages.DeadLetters.Select(letter => $"{letter.Function}: {letter.Reason}"));
    }

    [Fact]
    public async Task TheModel_IsToTheByteWhatTheAppTrainsByItself_AndAnswersThereToTheBit()
    {
        await app.TrainedAsync();
        var (_, underWorker) = await app.SendAsync(HttpMethod.Post, "predict/dispatch", Row);

        await using var own = await AppByItself.StartAsync();
        await own.TrainAsync();
        var (here, there) = (Learned(await app.ReadBlobAsync("models", "dispatch/1.zip")), Learned(await own.ModelAsync()));
        Assert.Equal(here, there);
        Assert.Equal(underWorker, await own.PredictAsync(Row));

        await using var shared = await AppByItself.StartAsync(app.Storage.ConnectionString);
        Assert.Equal(underWorker, await shared.PredictAsync(Row));
    }

    // What a package holds beside these says when it was made, and how long that took.
    private static Dictionary<string, string> Learned(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return new[] { "model.bin", "preparation.json", "condition.json" }.ToDictionary(name => name, name =>
        {
            using var entry = zip.GetEntry(name)!.Open();
            return Convert.ToHexString(SHA256.HashData(entry));
        });
    }
}
