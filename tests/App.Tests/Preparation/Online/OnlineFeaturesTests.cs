using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Preparation.Online;

/// <summary>The whole app with a pipeline that names an entity: its features go online, and requests name the entity instead.</summary>
public sealed class OnlineFeaturesTests(RedisServer redis) : IClassFixture<RedisServer>
{
    public enum Memory
    {
        OfTheProcess,
        OfRedis,
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Memory.OfTheProcess)]
    [InlineData(Memory.OfRedis)]
    [Trait("Acceptance", "29")]
    [Trait("Acceptance", "66")]
    public async Task AfterTraining_ARowMayNameAnEntityInsteadOfItsFeatures(Memory memory)
    {
        await using var host = await StartAsync(memory);
        await host.TrainAsync(Csv());
        var inFull = await PredictedAsync(host, """{"spent": 30.1, "town": "Ulm"}""");

        // The last row of c7 has 30.1 and Ulm.
        Assert.Equal(inFull, await EventuallyPredictedAsync(host, """{"customer": "c7"}"""));
        Assert.Equal(inFull, await PredictedAsync(host, """{"customer": 7, "spent": 30.1, "town": "Ulm"}"""));
        Assert.Equal(await PredictedAsync(host, """{"spent": 2, "town": "Ulm"}"""), await PredictedAsync(host, """{"customer": "c7", "spent": 2}"""));
        var (_, rows) = await host.PostAsync("predict/dispatch", """[{"customer": "c7"}, {"spent": 30.1, "town": "Ulm"}]""");
        Assert.Equal([inFull, inFull], rows.EnumerateArray().Select(row => row.GetProperty("est_hours_to_dispatch").GetDouble()));
    }

    [Fact]
    public async Task AnEntityOfWhomNothingIsKnown_IsAFault()
    {
        await using var host = await StartAsync(Memory.OfTheProcess);
        await host.TrainAsync(Csv());

        var (status, problem) = await host.PostAsync("predict/dispatch", """{"customer": "stranger", "spent": 1}""");

        Assert.Equal(422, status);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal("customer", error.GetProperty("field").GetString());
        Assert.Contains("give the features: town", error.GetProperty("fault").GetString(), StringComparison.Ordinal);

        // Rows as arrays bring every value, and who expects otherwise is told what to do.
        var (arrays, whole) = await host.PostAsync("predict/dispatch", """{"features": [["stranger", 1]]}""");
        var (queued, batch) = await host.PostAsync("ingest/dispatch", """{"subjects": ["a"], "features": [["stranger"]]}""");
        Assert.Equal((422, 422), (arrays, queued));
        Assert.Contains("A row as an object may name its customer", whole.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("rows that name their customer instead are for POST predict/dispatch", batch.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Memory.OfTheProcess)]
    [InlineData(Memory.OfRedis)]
    [Trait("Acceptance", "17")]
    [Trait("Acceptance", "30")]
    public async Task ARecord_IsKeptRawAndKnownAtOnceAndForLong(Memory memory)
    {
        await using var host = await StartAsync(memory);
        await host.TrainAsync(Csv());
        await EventuallyPredictedAsync(host, """{"customer": "c7"}""");
        const string Record = """{ "customer": "c7",   "spent": 99 }""";

        var (status, answer) = await host.PostAsync("datasets/dispatch/records", Record);

        Assert.Equal(201, status);
        var id = answer.GetProperty("recordId").GetString()!;
        Assert.Equal(Record, await File.ReadAllTextAsync(Stored(host, "records", id), Cancelled));
        Assert.Contains("\"spent\": \"99\"", await File.ReadAllTextAsync(Stored(host, "features", id), Cancelled), StringComparison.Ordinal);

        // Of the two features the record says one; the other is as it was.
        Assert.Equal(await PredictedAsync(host, """{"spent": 99, "town": "Ulm"}"""), await PredictedAsync(host, """{"customer": "c7"}"""));

        await host.PostAsync("datasets/dispatch/records", """[{"customer": "new", "spent": 5, "town": "Bonn"}, {"customer": "c8", "town": null}]""");
        Assert.Equal(await PredictedAsync(host, """{"spent": 5, "town": "Bonn"}"""), await PredictedAsync(host, """{"customer": "new"}"""));
    }

    [Theory]
    [InlineData("""{"spent": 1}""", 422, "customer")]
    [InlineData("""{"customer": "c1", "spent": "much"}""", 422, "spent")]
    [InlineData("""{"customer": "c1", "colour": "red"}""", 422, "colour")]
    [InlineData("""[{"customer": "c1", "spent": 1}, {"customer": "c1", "town": "Rome"}]""", 422, "[1].town")]
    [InlineData("""[]""", 422, "$")]
    [InlineData("""{"customer": """, 400, null)]
    [InlineData("""3""", 400, null)]
    public async Task ARecordThatIsWrong_IsRefusedAndNotKept(string record, int expected, string? field)
    {
        await using var host = await StartAsync(Memory.OfTheProcess);

        var (status, problem) = await host.PostAsync("datasets/dispatch/records", record);

        Assert.Equal(expected, status);
        Assert.Equal(field, field is null ? null : problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.False(Directory.Exists(Path.Combine(host.Functions.StateDirectory, "blobs", "records")));
    }

    [Theory]
    [InlineData(Memory.OfTheProcess)]
    [InlineData(Memory.OfRedis)]
    [Trait("Acceptance", "31")]
    public async Task ARestartedCache_KnowsEverythingBeforeTheFirstRequest(Memory memory)
    {
        await using var host = await StartAsync(memory);
        await host.TrainAsync(Csv());
        await EventuallyPredictedAsync(host, """{"customer": "c7"}""");
        await host.PostAsync("datasets/dispatch/records", """{"customer": "c7", "spent": 99}""");
        var before = await PredictedAsync(host, """{"customer": "c7"}""");

        if (memory == Memory.OfRedis)
        {
            await redis.FlushAsync();
        }

        await host.Functions.RestartAsync();

        Assert.Equal(before, await PredictedAsync(host, """{"customer": "c7"}"""));
    }

    [Fact]
    public async Task ACacheThatLosesEverything_IsFilledAgainWhileTheAppRuns()
    {
        var clock = new ManualClock();
        await using var host = await StartAsync(Memory.OfRedis, clock: clock);
        await host.TrainAsync(Csv());
        var before = await EventuallyPredictedAsync(host, """{"customer": "c7"}""");

        await redis.FlushAsync();
        Assert.Equal(422, (await host.PostAsync("predict/dispatch", """{"customer": "c7"}""")).Status);

        await clock.AdvanceAsync(OnlineFeatureWarmUp.CheckInterval);
        Assert.Equal(before, await EventuallyPredictedAsync(host, """{"customer": "c7"}"""));
    }

    [Fact]
    public async Task OfSeries_TheNextRowIsKnown()
    {
        await using var host = await StartAsync(Memory.OfTheProcess, definition =>
        {
            definition["features"] = new JsonArray(new JsonObject { ["name"] = "spent", ["type"] = "number" });
            definition["series"] = new JsonArray(new JsonObject
            {
                ["column"] = "hours_to_dispatch",
                ["time"] = "day",
                ["by"] = "customer",
                ["lags"] = new JsonArray(1),
                ["windows"] = new JsonArray(2),
            });
        });
        await host.TrainAsync(Csv());

        // The last two rows of c7 took 37.1 and 36.1 hours, which is what a next one would look back on.
        Assert.Equal(
            await PredictedAsync(host, """{"spent": 12, "hours_to_dispatch_lag1": 37.1, "hours_to_dispatch_mean2": 36.6, "hours_to_dispatch_min2": 36.1, "hours_to_dispatch_max2": 37.1}"""),
            await EventuallyPredictedAsync(host, """{"customer": "c7", "spent": 12}"""));
    }

    [Fact]
    [Trait("Acceptance", "24")]
    public async Task AnotherFeatureSetId_IsRefused()
    {
        await using var host = await StartAsync(Memory.OfTheProcess);
        await host.TrainAsync(Csv());
        const string Row = """{"spent": 1, "town": "Ulm"}""";
        var own = (await host.GetAsync("models/dispatch/1")).GetProperty("lineage").GetProperty("featureSetId").GetString()!;

        Assert.Equal(200, (await host.PostAsync($"predict/dispatch?featureSetId={own}", Row)).Status);
        Assert.Equal(200, (await host.PostAsync($"predict/dispatch?featureSetId={own.Split('-')[0]}", Row)).Status);

        // More data, prepared in the same way, is another set that the model takes; another way of preparing is not.
        await host.TrainAsync(Csv(seed: 9), "week-2.csv");
        var (_, later) = await FeatureSetsAsync(host);
        Assert.NotEqual(own, later);
        Assert.Equal(200, (await host.PostAsync($"predict/dispatch?version=1&featureSetId={later}", Row)).Status);

        await host.DefineAsync(definition =>
        {
            Define(definition);
            definition["preparation"] = new JsonArray(new JsonObject { ["transform"] = "standardise", ["columns"] = new JsonArray("spent") });
        });
        await host.TrainAsync(Csv(seed: 10), "week-3.csv");
        var (_, other) = await FeatureSetsAsync(host);
        var (status, problem) = await host.PostAsync($"predict/dispatch?version=1&featureSetId={other}", Row);
        Assert.Equal(422, status);
        Assert.Equal("featureSetId", problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Contains(own, problem.GetProperty("errors")[0].GetProperty("fault").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(string First, string Last)> FeatureSetsAsync(PipelineHost host)
    {
        var sets = new List<string>();
        foreach (var batch in (await host.GetAsync("datasets/dispatch")).EnumerateArray())
        {
            var dataset = await host.GetAsync($"datasets/dispatch/{batch.GetProperty("batchId").GetString()}");
            sets.Insert(0, dataset.GetProperty("prepared").GetProperty("featureSetId").GetString()!);
        }

        return (sets[0], sets[^1]);
    }

    private static string Stored(PipelineHost host, string container, string recordId) =>
        Assert.Single(Directory.EnumerateFiles(Path.Combine(host.Functions.StateDirectory, "blobs", container), $"{recordId}.json", SearchOption.AllDirectories));

    private static void Define(JsonObject definition)
    {
        definition["features"] = new JsonArray(
            new JsonObject { ["name"] = "spent", ["type"] = "number" },
            new JsonObject { ["name"] = "town", ["type"] = "category", ["values"] = new JsonArray("Bonn", "Ulm") });
        definition["entity"] = "customer";
        definition["split"] = new JsonObject();
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "decision-tree" });
        definition["gates"] = new JsonObject { ["champion"] = "ignore" };
    }

    /// <summary>Twenty customers on thirty days; customer c7 ends with 30.1 spent in Ulm and 37.1 hours.</summary>
    private static string Csv(int seed = 1)
    {
        var random = new Random(seed);
        return "customer,day,spent,town,hours_to_dispatch\n" + string.Concat(
            from day in Enumerable.Range(1, 30)
            from customer in Enumerable.Range(1, 20)
            let spent = customer == 7 ? day + 0.1 : Math.Round(random.NextDouble() * 100, 3)
            select string.Create(CultureInfo.InvariantCulture, $"c{customer},2026-01-{day:00},{spent},{(customer % 2 == 0 ? "Bonn" : "Ulm")},{spent + customer}\n"));
    }

    private async Task<PipelineHost> StartAsync(Memory memory, Action<JsonObject>? change = null, ManualClock? clock = null)
    {
        if (memory == Memory.OfRedis)
        {
            await redis.FlushAsync();
        }

        var host = await PipelineHost.StartAsync(settings: memory == Memory.OfRedis ? new Dictionary<string, string?> { [RedisConnection.Setting] = redis.ConnectionString } : null, clock: clock);
        await host.DefineAsync(definition =>
        {
            Define(definition);
            change?.Invoke(definition);
        });
        return host;
    }

    private static async Task<double> PredictedAsync(PipelineHost host, string row)
    {
        var (status, answer) = await host.PostAsync("predict/dispatch", row);
        Assert.True(status == 200, $"{status}: {answer}");
        return answer.GetProperty("est_hours_to_dispatch").GetDouble();
    }

    /// <summary>Once the features have been brought over, which happens beside the run.</summary>
    private static async Task<double> EventuallyPredictedAsync(PipelineHost host, string row)
    {
        JsonElement answer = default;
        await Eventually.TrueAsync(
            async () =>
            {
                (var status, answer) = await host.PostAsync("predict/dispatch", row);
                return status == 200;
            },
            $"a prediction for {row}");
        return answer.GetProperty("est_hours_to_dispatch").GetDouble();
    }
}
