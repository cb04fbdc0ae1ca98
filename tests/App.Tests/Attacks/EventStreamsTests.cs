using System.Net;
using System.Net.Sockets;
using System.Text;
using MlFunctions.Http;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 7: event streams have a limit of their own, and leave everything else answered.</summary>
public sealed class EventStreamsTests
{
    private const int Streams = 1000;
    private const string Row = """{"orders_placed":5,"product_code":"SKU002"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AThousandStreams_LeavePredictionsAndHealthAnswered()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            // As host.json has it for the app.
            ["AzureFunctionsJobHost:extensions:http:maxOutstandingRequests"] = "500",
        });
        await host.DefineAsync();
        await host.TrainAsync(Table.Csv());

        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);
        var held = new List<TcpClient>();
        for (var i = 0; i < Streams; i++)
        {
            var (client, status) = await OpenAsync(host, $"key-{i % 20}");
            held.Add(client);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (i % 100 == 99)
            {
                Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.Client.GetAsync(new Uri("/api/health", UriKind.Relative), Cancelled)));
                Assert.Equal(200, (await host.PostAsync("predict/dispatch", Row)).Status);
            }
        }

        Assert.Equal(Limit.EventStreams.Default, statuses["200"]);
        Assert.Equal(Streams - Limit.EventStreams.Default, statuses["429"]);

        held.ForEach(client => client.Dispose());
        await Eventually.TrueAsync(
            async () =>
            {
                var (client, status) = await OpenAsync(host, "key");
                client.Dispose();
                return status == "200";
            },
            "a place to be free again");
    }

    [Fact]
    public async Task OneKey_HasItsShareOfTheStreams_AndOthersHaveTheirs()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [Limit.EventStreamsPerKey.Setting] = "3" });
        await host.DefineAsync();

        var held = new List<TcpClient>();
        var statuses = new List<string>();
        foreach (var key in new[] { "a", "a", "a", "a", "b" })
        {
            var (client, status) = await OpenAsync(host, key);
            held.Add(client);
            statuses.Add(status);
        }

        held.ForEach(client => client.Dispose());
        Assert.Equal(["200", "200", "200", "429", "200"], statuses);
    }

    private static async Task<(TcpClient Client, string Status)> OpenAsync(PipelineHost host, string key)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port, Cancelled);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /api/events?pipeline=dispatch HTTP/1.1\r\nHost: localhost\r\nx-functions-key: {key}\r\n\r\n"), Cancelled);
        var start = new byte[12];
        await client.GetStream().ReadExactlyAsync(start, Cancelled);
        return (client, Encoding.ASCII.GetString(start)[9..]);
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.StatusCode;
    }
}
