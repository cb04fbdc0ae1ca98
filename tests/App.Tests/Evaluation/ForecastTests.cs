using System.Globalization;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Evaluation;

/// <summary>
/// Forecasts from the definition to the prediction. The better candidate, ARIMA(0, 1, 0) with a constant, is a random walk with drift,
/// whose forecast is known: the last value and, for each step, (last − first) / (n − 1) more (Hyndman and Athanasopoulos, 2021, 5.2).
/// </summary>
[Trait("Acceptance", "39")]
public sealed class ForecastTests
{
    private const int Days = 100;

    [Fact]
    [Trait("Acceptance", "46")]
    [Trait("Acceptance", "49")]
    public async Task ASeries_IsJudgedOnItsLastValues_AndForecastFromItsEnd()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Sales, "sales");

        var run = await host.TrainAsync(Csv(Days), pipeline: "sales");

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var model = await host.GetAsync("models/sales/1");
        Assert.Equal(1, model.GetProperty("hyperparameters").GetProperty("d").GetInt32());
        Assert.Equal(Days, model.GetProperty("lineage").GetProperty("trainingRows").GetInt32());
        Assert.Equal(20, model.GetProperty("lineage").GetProperty("holdoutRows").GetInt32());

        // Judged: the last twenty days by what was known before them.
        var errors = Enumerable.Range(81, 20).Select(day => Math.Abs(Value(day) - Forecast(lastDay: 80, step: day - 80)));
        Assert.Equal(errors.Average(), model.GetProperty("metrics").GetProperty("mae").GetDouble(), 1e-6);

        // Served: the days after the last.
        var (_, one) = await host.PostAsync("predict/sales", """{"step": 1}""");
        Assert.Equal(Forecast(Days, 1), one.GetProperty("sales").GetDouble(), 1e-6);
        var (_, many) = await host.PostAsync("predict/sales", """{"features": [[1], [2], [10]]}""");
        Assert.All(
            many.GetProperty("predictions").EnumerateArray().Zip([1, 2, 10]),
            answer => Assert.Equal(Forecast(Days, answer.Second), answer.First.GetDouble(), 1e-6));
    }

    [Fact]
    public async Task NewDays_MakeANewModel_ThatForecastsFromThem()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Sales, "sales");
        await host.TrainAsync(Csv(Days), "until-100.csv", "sales");

        var run = await host.TrainAsync(Csv(120), "until-120.csv", "sales");

        Assert.Equal("sales:2", run.GetProperty("result").GetProperty("modelVersion").GetString());
        Assert.Contains(
            "champion sales:1 was not measured: a forecast counts its steps from the end of the series that it was made from",
            run.GetProperty("result").GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
        var (_, next) = await host.PostAsync("predict/sales", """{"step": 1}""");
        Assert.Equal(Forecast(120, 1), next.GetProperty("sales").GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData("""{"step": 0}""", "must be at least 1, not 0")]
    [InlineData("""{"step": 2.5}""", "must be a whole number, not 2.5")]
    [InlineData("""{}""", "is required")]
    public async Task AStepThatIsNone_IsRefused(string row, string fault)
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(Sales, "sales");
        await host.TrainAsync(Csv(Days), pipeline: "sales");

        var (status, problem) = await host.PostAsync("predict/sales", row);

        Assert.Equal(422, status);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal(("step", fault), (error.GetProperty("field").GetString(), error.GetProperty("fault").GetString()));
    }

    private static void Sales(JsonObject definition)
    {
        definition["task"] = "forecast";
        definition.Remove("features");
        definition["targets"] = new JsonArray(new JsonObject { ["name"] = "sales" });
        definition["split"] = new JsonObject { ["strategy"] = "time-ordered", ["by"] = "day", ["ratio"] = 0.8 };
        definition["candidates"] = new JsonArray(
            new JsonObject { ["trainer"] = "arima", ["grid"] = new JsonObject { ["p"] = new JsonArray(0), ["d"] = new JsonArray(0), ["q"] = new JsonArray(0) } },
            new JsonObject { ["trainer"] = "arima", ["grid"] = new JsonObject { ["p"] = new JsonArray(0), ["d"] = new JsonArray(1), ["q"] = new JsonArray(0), ["constant"] = new JsonArray("yes") } });
        definition["metric"] = "mase";
        definition["gates"] = new JsonObject();
    }

    // It rises by two a day, and some days are alike.
    private static double Value(int day) => 3 + (2 * day) + (day * 7 % 5 / 2.0);

    private static double Forecast(int lastDay, int step) => Value(lastDay) + (step * (Value(lastDay) - Value(1)) / (lastDay - 1));

    // The file has them in any order.
    private static string Csv(int days) => string.Join('\n', Enumerable.Range(0, days)
        .Select(i => 1 + (i * 37 % days))
        .Select(day => string.Create(CultureInfo.InvariantCulture, $"{new DateOnly(2024, 1, 1).AddDays(day):yyyy-MM-dd},{Value(day)}"))
        .Prepend("day,sales"));
}
