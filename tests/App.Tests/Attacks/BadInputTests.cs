using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack lines 13 and 15: odd requests and odd files are the fault of whoever sent them and take nothing else with them.</summary>
public sealed class BadInputTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OddRequests_AreFaultsOfTheirSender()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Webhooks:AllowPrivateReceivers"] = "false" });
        await host.DefineAsync();

        // The root leads to the dashboard.
        Assert.Equal(200, await host.GetStatusAsync(""));
        foreach (var url in new[] { "https://0.0.0.0/", "https://[::]/", "https://0/", "https://0x0/", "https://127.0.0.1/", "https://[::ffff:10.0.0.1]/", "https://256.256.256.256/", "https://a..b/" })
        {
            var (status, problem) = await host.PutAsync("webhooks/dispatch/hook", new JsonObject { ["url"] = url, ["events"] = new JsonArray("run-failed") });
            Assert.True(status == 422, $"{url}: {status} {problem}");
        }

        foreach (var token in new[] { "garbage", "-1", "99999999999999999999", "1 OR 1=1" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/runtime/webhooks/durabletask/instances");
            request.Headers.TryAddWithoutValidation("x-ms-continuation-token", token);
            using var answer = await host.Client.SendAsync(request, Cancelled);
            Assert.Equal(400, (int)answer.StatusCode);
        }

        foreach (var size in new[] { new string('f', 16), new string('f', 8), "7fffffffffffffff", "-1", "g", "" })
        {
            var status = await ChunkAsync(host, size);
            Assert.True(status is 400 or 413, $"a chunk of '{size}' bytes: {status}");
        }
    }

    [Fact]
    public async Task OddThingsInAFolder_HideNothing_AndAreNoBatches()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes and links are made as Linux does it.");
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var raw = Directory.CreateDirectory(Path.Combine(host.Functions.StateDirectory, "blobs", "raw", "dispatch")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(raw, "here"), ".");
        Directory.CreateSymbolicLink(Path.Combine(raw, "again"), ".");
        Directory.CreateSymbolicLink(Path.Combine(raw, "up"), "../..");
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(raw, "pipe.csv")))
        {
            await made.WaitForExitAsync(Cancelled);
        }

        await File.WriteAllTextAsync(Path.Combine(raw, "two\nlines.csv"), Table.Csv(), Cancelled);
        await File.WriteAllTextAsync(Path.Combine(raw, "esc\u001b[31m.csv"), Table.Csv(), Cancelled);

        var run = await host.TrainAsync(Table.Csv());
        await host.Functions.FireTimerAsync("IngestNewData");
        await host.AllEndedAsync();

        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Single(await host.RunsAsync());
        Assert.Equal("week-1.csv", Assert.Single((await host.GetAsync("datasets/dispatch")).EnumerateArray()).GetProperty("file").GetString());
        await host.Functions.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        await host.Functions.RestartAsync();
    }

    private static async Task<int> ChunkAsync(PipelineHost host, string size)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port, Cancelled);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"PUT /api/pipelines/dispatch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n{{}}\r\n0\r\n\r\n"), Cancelled);
        var start = new byte[12];
        await client.GetStream().ReadExactlyAsync(start, Cancelled);
        return int.Parse(Encoding.ASCII.GetString(start)[9..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
