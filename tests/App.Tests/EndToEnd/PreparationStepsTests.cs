using System.Text.Json.Nodes;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>Steps of preparation that a definition names: fitted in the run, saved with the model, and the same when a row is asked for.</summary>
public sealed class PreparationStepsTests
{
    [Fact]
    public async Task OrdersTimesProduct_LetALinearModelFindEachProductsSlope()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition =>
        {
            definition["preparation"] = new JsonArray(
                new JsonObject { ["transform"] = "one-hot", ["columns"] = new JsonArray("product_code") },
                new JsonObject { ["transform"] = "polynomial", ["degree"] = 2 });
            definition["candidates"] = new JsonArray(new JsonObject { ["trainer"] = "linear-regression" });
            definition["gates"] = new JsonObject();
        });

        var run = await host.TrainAsync(Table.Csv());

        // The table is linear in orders for each product, with noise of one hour: R² 0.98 is all that there is to explain.
        Assert.InRange(run.GetProperty("result").GetProperty("metrics").GetProperty("r2").GetDouble(), 0.97, 0.99);
        var answer = (await host.PostAsync("predict/dispatch", """{"product_code":"SKU005","orders_placed":100}""")).Body;
        Assert.InRange(answer.GetProperty("est_hours_to_dispatch").GetDouble(), 17, 18);
    }

    [Fact]
    public async Task AStepThatCannotBeFitted_IsNamedInTheError()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["preparation"] = new JsonArray(new JsonObject { ["transform"] = "bins", ["count"] = "many" }));

        var run = await host.TrainAsync(Table.Csv());

        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("bins", run.GetProperty("progress").GetProperty("candidates")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("'bins' has count \"many\"", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
