using System.Text.Json;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>A new model takes over while requests come in: nobody notices but by the version in the answers.</summary>
public sealed class HotSwapTests
{
    private const int Connections = 8;
    private const int Requests = 2000;

    [Fact]
    [Trait("Acceptance", "53")]
    public async Task RequestsDuringADeployment_AllSucceed_AndNoConnectionSeesTheOldModelAfterTheNewOne()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["champion"] = "ignore");
        await host.TrainAsync(Table.Csv());

        // The load goes on until the run has ended and every connection has sent its share, so that both models answer.
        using var deployed = new CancellationTokenSource();
        var load = Enumerable.Range(0, Connections).Select(_ => AskAsync(host, deployed.Token)).ToArray();
        var run = await host.TrainAsync(Table.Csv(seed: 21), "week-2.csv");
        await deployed.CancelAsync();
        var answers = await Task.WhenAll(load);

        Assert.Equal("dispatch:2", run.GetProperty("result").GetProperty("modelVersion").GetString());
        Assert.InRange(answers.Sum(connection => connection.Count), Requests, int.MaxValue);
        Assert.Equal(["dispatch:1", "dispatch:2"], answers.SelectMany(versions => versions).Distinct().Order());
        Assert.All(answers, versions => Assert.Equal(versions.Order(), versions));
    }

    private static async Task<IReadOnlyList<string>> AskAsync(PipelineHost host, CancellationToken deployed)
    {
        using var connection = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = host.Client.BaseAddress };
        var versions = new List<string>();
        bool isLast;
        do
        {
            // The last request starts after the deployment, so that every connection sees the new model.
            isLast = deployed.IsCancellationRequested && versions.Count >= Requests / Connections;
            using var body = new StringContent("""{"product_code":"SKU001","orders_placed":112}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await connection.PostAsync(new Uri("/api/predict/dispatch", UriKind.Relative), body, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, text);
            versions.Add(JsonDocument.Parse(text).RootElement.GetProperty("model_version").GetString()!);
        }
        while (!isLast);

        return versions;
    }
}
