using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.Conformance;
using MlFunctions.Worker.Benchmarks;

// How often each is measured; the rounds alternate, so that what else the machine does falls on both. The best round counts.
const int Rounds = 3;
const double Goal = 1.15;
var duration = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0]) : 10);

await using var azurite = await Azurite.StartAsync() ?? throw new InvalidOperationException("azurite is not installed (npm install azurite); ./test.sh does it.");
await using var echoing = await ConformanceHost.StartAsync(FunctionsApp.Test, azurite.ConnectionString);
await using var predicting = await ConformanceHost.StartAsync(FunctionsApp.Pipelines, azurite.ConnectionString);
await TrainAsync();

using var echo = new Load(echoing, "/api/echo", """{"product":"tea","count":3,"price":1.5}""");
using var prediction = new Load(predicting, "/api/predict/dispatch", """{"product_code":"SKU001","orders_placed":112}""");
await echo.RunAsync(duration);
await prediction.RunAsync(duration);

var echoes = new List<(double Rate, TimeSpan Processor)>();
var predictions = new List<(double Rate, TimeSpan Processor)>();
for (var round = 0; round < Rounds; round++)
{
    echoes.Add(await echo.RunAsync(duration));
    predictions.Add(await prediction.RunAsync(duration));
}

var (asEcho, asPrediction) = (echoes.MinBy(round => round.Processor), predictions.MinBy(round => round.Processor));
Console.WriteLine("| request, under the genuine worker over gRPC | processor time of the worker | requests a second | cost beside the echo | goal |");
Console.WriteLine("|---|---|---|---|---|");
Console.WriteLine($"| echo | {asEcho.Processor.TotalMicroseconds:0} µs | {asEcho.Rate:N0} | 1 | |");
Console.WriteLine($"| prediction | {asPrediction.Processor.TotalMicroseconds:0} µs | {asPrediction.Rate:N0} | {asPrediction.Processor / asEcho.Processor:0.00} | at most {Goal} |");

async Task TrainAsync()
{
    using var client = new HttpClient { BaseAddress = predicting.Address };
    const string Definition = """
        {
          "name": "dispatch", "task": "regression", "folds": 2, "metric": "r2",
          "features": [
            { "name": "orders_placed", "type": "number" },
            { "name": "product_code", "type": "category", "values": ["SKU001", "SKU002", "SKU003", "SKU004", "SKU005"] }
          ],
          "targets": [{ "name": "hours_to_dispatch" }],
          "candidates": [{ "trainer": "decision-tree", "grid": { "maxDepth": [8] } }]
        }
        """;
    using var definition = new StringContent(Definition, Encoding.UTF8, "application/json");
    (await client.PutAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), definition)).EnsureSuccessStatusCode();

    var rows = Enumerable.Range(0, 1000).Select(row => $"{row % 200},SKU00{row % 5 + 1},{row % 200 / 10.0 + row % 5}");
    using var csv = new StringContent($"orders_placed,product_code,hours_to_dispatch\n{string.Join('\n', rows)}\n", Encoding.UTF8, "text/csv");
    (await client.PutAsync(new Uri("/api/datasets/dispatch/week-1.csv", UriKind.Relative), csv)).EnsureSuccessStatusCode();
    JsonElement run;
    do
    {
        run = (await client.GetFromJsonAsync<List<JsonElement>>("/api/pipelines/dispatch/runs"))![0];
    }
    while (run.GetProperty("status").GetString() is "running" or "pending");
    if (run.GetProperty("status").GetString() != "completed")
    {
        throw new InvalidOperationException($"There is no model to predict with: {run}");
    }
}
