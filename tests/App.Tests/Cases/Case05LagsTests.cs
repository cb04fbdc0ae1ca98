using System.Globalization;
using System.Text;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 5: lags that a request leaves out are asked for, not taken to be missing.</summary>
public sealed class Case05LagsTests
{
    private const string Definition = """
        {
          "task": "regression", "features": [{ "name": "x", "type": "number" }], "targets": [{ "name": "y" }],
          "series": [{ "column": "y", "time": "day", "lags": [1], "windows": [2] }],
          "candidates": [{ "trainer": "decision-tree" }], "metric": "r2", "gates": { "naive": "ignore" }
        }
        """;

    [Fact]
    public async Task WithoutAnEntity_LagsThatAreLeftOut_AreNamedEach()
    {
        await using var host = await PipelineHost.StartAsync();
        var csv = new StringBuilder("day,x,y\n");
        for (var day = 0; day < 60; day++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{day % 5},{day * 0.5}\n");
        }

        Assert.Equal("deployed", (await host.TrainCaseAsync(Definition, csv.ToString(), "lags")).Outcome());

        var (status, body) = await host.PostAsync("predict/lags", """{"x":1}""");
        Assert.Equal(422, status);
        Assert.Equal(["y_lag1", "y_mean2", "y_min2", "y_max2"], body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
        Assert.Contains("is left out, and the definition names no entity", body.ToString(), StringComparison.Ordinal);

        (status, _) = await host.PostAsync("predict/lags", """{"x":1,"y_lag1":6,"y_mean2":5.75,"y_min2":5.5,"y_max2":6}""");
        Assert.Equal(200, status);

        // A series that has just begun is said so.
        (status, _) = await host.PostAsync("predict/lags", """{"x":1,"y_lag1":null,"y_mean2":null,"y_min2":null,"y_max2":null}""");
        Assert.Equal(200, status);
    }
}
