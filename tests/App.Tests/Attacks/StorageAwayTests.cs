using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Learning;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Pipelines;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 17: a storage account that is away for a minute is told at once, and runs wait for it; a run that is terminated stops working.</summary>
public sealed class StorageAwayTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UploadsAre503InAFewSeconds_WhileTheAccountIsAway()
    {
        await using var host = await PipelineHost.StartAsync(azurite.ConnectionString("account1"));
        await host.DefineAsync();
        await azurite.StopAsync();
        try
        {
            foreach (var method in new[] { HttpMethod.Put, HttpMethod.Get })
            {
                var began = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(method, method == HttpMethod.Put ? "/api/datasets/dispatch/week-1.csv" : "/api/models/dispatch") { Content = method == HttpMethod.Put ? new StringContent(Table.Csv()) : null };
                using var answer = await host.Client.SendAsync(request, Cancelled);

                Assert.Equal(503, (int)answer.StatusCode);
                Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
                Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 12);
            }

            Assert.Equal(200, await host.GetStatusAsync("health"));
        }
        finally
        {
            await azurite.StartAsync();
        }
    }

    [Fact]
    public async Task ARunThatIsTerminated_StopsWorking()
    {
        using var trainer = new GatedTrainer();
        await using var host = await PipelineHost.StartAsync(configure: services => services.AddSingleton<ITrainer>(trainer));
        await host.DefineAsync(definition =>
        {
            definition["candidates"] = JsonNode.Parse("""[{"trainer":"gated"}]""");
            definition["gates"] = new JsonObject();
        });
        await host.Functions.UploadBlobAsync("raw/dispatch/week-1.csv", Table.Csv());
        await Eventually.TrueAsync(() => trainer.UnderWay > 0, "the run to train");

        var run = Assert.Single(await host.RunsAsync()).GetProperty("id").GetString()!;
        await host.Functions.DurableTaskClient.TerminateInstanceAsync(run, Cancelled);

        // Nobody opens the gate: what waits there is given up.
        await Eventually.TrueAsync(() => trainer.UnderWay == 0, "the trainings to be given up");
        Assert.Equal("terminated", (await host.GetAsync($"runs/{run}")).GetProperty("status").GetString());
    }
}
