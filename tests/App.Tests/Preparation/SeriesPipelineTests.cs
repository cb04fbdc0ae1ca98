using System.Globalization;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Preparation;

/// <summary>A pipeline whose features are what happened before: lags and rolling windows that its definition names.</summary>
public sealed class SeriesPipelineTests
{
    [Fact]
    [Trait("Acceptance", "20")]
    public async Task LagsAndWindows_AreFeaturesAndARowBringsThemByName()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Define);

        var run = await host.TrainAsync(Sales());

        // The target is twice the sales of the day before, and the mean of the last three days; no other column says anything of it.
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.InRange(run.GetProperty("result").GetProperty("metrics").GetProperty("r2").GetDouble(), 0.99, 1);
        var (status, answer) = await host.PostAsync("predict/dispatch", """{"sales_lag1": 90, "sales_mean3": 50, "sales_min3": 20, "sales_max3": 90}""");
        Assert.Equal(200, status);
        Assert.InRange(answer.GetProperty("staff").GetDouble(), 226, 234);
    }

    [Theory]
    [InlineData("""{"column": "sales", "time": "day"}""", "$.series[0]")]
    [InlineData("""{"column": "sales", "time": "day", "lags": [0]}""", "$.series[0].lags[0]")]
    [InlineData("""{"column": "sales", "time": "day", "lags": [1, 1]}""", "$.features")]
    [InlineData("""{"column": "sales", "lags": [1]}""", "$.series[0].time")]
    [InlineData("""{"column": "note", "time": "day", "lags": [1]}""", "$.series[0].column")]
    public async Task ASeriesThatMakesNoSense_IsRefusedByPath(string series, string path)
    {
        await using var host = await PipelineHost.StartAsync();
        var definition = JsonNode.Parse(PipelineHost.Definition)!.AsObject();
        Define(definition);
        definition["features"] = new JsonArray(new JsonObject { ["name"] = "note", ["type"] = "category" });
        definition["series"] = new JsonArray(JsonNode.Parse(series));

        var (status, problem) = await host.PutAsync("pipelines/dispatch", definition);

        Assert.Equal(422, status);
        Assert.Equal(path, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    private static void Define(JsonObject definition)
    {
        definition["features"] = new JsonArray(new JsonObject { ["name"] = "noise", ["type"] = "number", ["optional"] = true });
        definition["series"] = new JsonArray(new JsonObject
        {
            ["column"] = "sales",
            ["time"] = "day",
            ["by"] = "shop",
            ["lags"] = new JsonArray(1),
            ["windows"] = new JsonArray(3),
        });
        definition["targets"] = new JsonArray(new JsonObject { ["name"] = "staff" });
        definition["split"] = new JsonObject { ["strategy"] = "time-ordered", ["by"] = "day" };
        definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "linear-regression" });
        definition["gates"] = new JsonObject();
        definition["serving"] = new JsonObject();
    }

    /// <summary>Three shops over 200 days, days out of order.</summary>
    private static string Sales()
    {
        var random = new Random(5);
        var rows = new List<string>();
        foreach (var shop in new[] { "Bonn", "Ulm", "Kiel" })
        {
            var sales = Enumerable.Range(0, 203).Select(_ => random.NextDouble() * 100).ToArray();
            rows.AddRange(sales.Select((value, day) =>
            {
                var staff = day < 3 ? 150 : (2 * sales[day - 1]) + sales[(day - 3)..day].Average();
                return string.Create(CultureInfo.InvariantCulture, $"{shop},{new DateTime(2025, 1, 1).AddDays(day):yyyy-MM-dd},{value:R},{staff:R},{random.NextDouble():R}\n");
            }));
        }

        return "shop,day,sales,staff,noise\n" + string.Concat(rows.OrderBy(_ => random.Next()));
    }
}
