using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Feedback;

/// <summary>From corrections to runs that learn from them.</summary>
public sealed class CorrectionLearningTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Acceptance", "38")]
    public async Task AsManyCorrectionsAsTheDefinitionWaitsFor_StartOneRunThatLearnsFromTheRatedRowsAlone()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.TrainNotesAsync(new JsonObject { ["onCorrections"] = 3 });
        var body = Banknotes.Body(rows: 5, first: 0);
        var batch = await host.ScoredAsync(body);
        var predicted = batch.GetProperty("predictions").Texts();

        // Sent again, and said otherwise later: two rows so far.
        Assert.Equal(202, (await host.CorrectAsync(batch, """{"subjects":["note-0","note-1"],"ratings":[0,0]}""")).Status);
        Assert.Equal(202, (await host.CorrectAsync(batch, """{"subjects":["note-0","note-1"],"ratings":[0,0]}""")).Status);
        Assert.Equal(202, (await host.CorrectAsync(batch, """{"subjects":["note-1"],"ratings":[1]}""")).Status);
        await host.KeptAsync(batch, rows => rows.TryGetProperty("note-1", out var row) && row.GetProperty("actual").GetString() == predicted[1]);
        Assert.Single(await host.RunsAsync(Banknotes.Pipeline));

        Assert.Equal(202, (await host.CorrectAsync(batch, $$"""{"actuals":{"note-3":"{{predicted[3]}}" } }""")).Status);
        var run = await host.EndedRunAsync(Banknotes.Pipeline, runs: 2);

        Assert.Equal("corrections", Assert.Single(run.GetProperty("requests").EnumerateArray()).GetProperty("trigger").GetString());
        var sent = JsonDocument.Parse(body).RootElement;
        Assert.Equal(
            new[] { (0, Other(predicted[0])), (1, predicted[1]), (3, predicted[3]) }.Select(row => Banknotes.Line(sent, row.Item1, Word(row.Item2))).Order(StringComparer.Ordinal),
            await host.LearnedAsync(run));
        var first = (await host.RunsAsync(Banknotes.Pipeline))[1];
        Assert.Equal((await host.LineageAsync(first)).TrainingRows + 3, (await host.LineageAsync(run)).TrainingRows);
        Assert.Equal((await host.LineageAsync(first)).HoldoutRows, (await host.LineageAsync(run)).HoldoutRows);

        // The next round begins at nothing.
        await host.CorrectAsync(batch, """{"subjects":["note-4"],"ratings":[1]}""");
        await host.KeptAsync(batch, rows => rows.TryGetProperty("note-4", out _));
        await Eventually.TrueAsync(() => host.Functions.CountMessages("feedback") == 0, "the queue to be empty");
        Assert.Equal(2, (await host.RunsAsync(Banknotes.Pipeline)).Count);
    }

    [Fact]
    public async Task ARowOfTheHoldout_IsNotLearnedFromWhoeverCorrectsIt()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.TrainNotesAsync(new JsonObject());
        var first = (await host.RunsAsync(Banknotes.Pipeline))[0];
        var split = Directory.EnumerateFiles(Path.Combine(host.Functions.StateDirectory, "blobs", "features", Banknotes.Pipeline), "split.json", SearchOption.AllDirectories).Single();
        var sides = JsonDocument.Parse(await File.ReadAllBytesAsync(split, Cancelled)).RootElement;
        var table = Banknotes.Csv().Split('\n')[1..];
        string Features(string side) => string.Join(',', table[sides.GetProperty(side)[0].GetInt32()].Split(',')[..4]);
        var batch = await host.ScoredAsync($$"""{"subjects":["held-out","trained"],"features":[[{{Features("holdout")}}],[{{Features("training")}}]]}""");

        await host.CorrectAsync(batch, """{"subjects":["held-out","trained"],"ratings":[0,0]}""");
        await host.KeptAsync(batch, rows => rows.EnumerateObject().Count() == 2);
        await host.PostAsync($"pipelines/{Banknotes.Pipeline}/runs", "{}");
        var run = await host.EndedRunAsync(Banknotes.Pipeline, runs: 2);

        Assert.Equal(2, (await host.LearnedAsync(run)).Count);
        Assert.Equal((await host.LineageAsync(first)).TrainingRows + 1, (await host.LineageAsync(run)).TrainingRows);
    }

    [Fact]
    public async Task BalancedCorrections_AreAsManyOfEachClass_AndWaitWhileOneHasNone()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.TrainNotesAsync(new JsonObject { ["balanceCorrections"] = true });
        var batch = await host.ScoredAsync(Banknotes.Body(rows: 5, first: 100));

        await host.CorrectAsync(batch, """{"actuals":{"note-100":"fake","note-101":"fake","note-102":"fake"}}""");
        await host.KeptAsync(batch, rows => rows.EnumerateObject().Count() == 3);
        await host.PostAsync($"pipelines/{Banknotes.Pipeline}/runs", "{}");
        Assert.Empty(await host.LearnedAsync(await host.EndedRunAsync(Banknotes.Pipeline, runs: 2)));

        await host.CorrectAsync(batch, """{"actuals":{"note-103":"real"}}""");
        await host.KeptAsync(batch, rows => rows.EnumerateObject().Count() == 4);
        await host.PostAsync($"pipelines/{Banknotes.Pipeline}/runs", "{}");
        var learned = await host.LearnedAsync(await host.EndedRunAsync(Banknotes.Pipeline, runs: 3));

        Assert.Equal(["0", "1"], learned.Select(line => line[^1..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryMessageTwiceAndOutOfOrder_IsOneCorrectionEach_AndTheLatestHolds()
    {
        await using var host = await PipelineHost.StartAsync(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["EmulatorServiceBus:defaults:duplicateDetectionWindow"] = "00:00:00" });
        await host.TrainNotesAsync(new JsonObject { ["onCorrections"] = 1000 });
        var messages = Enumerable.Range(0, 60).Select(i => $$"""
            {"id":"correction-{{i}}","pipeline":"notes","correlationId":"batch-{{i % 3}}","at":"2026-01-01T00:{{i:d2}}:00Z","modelVersion":"notes:1",
             "rows":[{"subject":"note-{{i % 5}}","features":[1,2,3,{{i % 5}}],"predicted":"real","actual":"{{(i >= 45 ? "fake" : "real")}}"}]}
            """).ToArray();
        var twice = messages.Concat(messages).ToArray();
        new Random(11).Shuffle(twice);

        await Task.WhenAll(twice.Select(message => host.Functions.SendMessageAsync("feedback", message)));
        await Eventually.TrueAsync(() => host.Functions.CountMessages("feedback") == 0, "the queue to be empty");

        // 3 batches × 5 subjects, each said last in the minutes from 45 on.
        var batches = new List<JsonElement>();
        foreach (var path in await host.Functions.ListBlobsAsync("feedback/notes/batches/"))
        {
            batches.Add(JsonDocument.Parse((await host.Functions.DownloadBlobAsync(path))!).RootElement);
        }

        var rows = batches.SelectMany(batch => batch.GetProperty("rows").EnumerateObject()).ToList();
        Assert.Equal(3, batches.Count);
        Assert.Equal(15, rows.Count);
        Assert.All(rows, row => Assert.Equal("fake", row.Value.GetProperty("actual").GetString()));
        var tally = JsonDocument.Parse((await host.Functions.DownloadBlobAsync("feedback/notes/tally.json"))!).RootElement.GetProperty("counted");
        Assert.Equal(15, tally.EnumerateObject().Sum(batch => batch.Value.GetInt32()));
    }

    private static string Other(string label) => label == "real" ? "fake" : "real";

    private static string Word(string label) => label == "real" ? "0" : "1";
}
