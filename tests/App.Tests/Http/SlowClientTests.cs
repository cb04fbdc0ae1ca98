using System.Net.Sockets;
using System.Text;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Http;

/// <summary>Clients that send so slowly that they would only hold a connection.</summary>
public sealed class SlowClientTests(TrainedDispatch trained) : IClassFixture<TrainedDispatch>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DribbledHeadersAndBodies_AreCutOff_WhileOthersAreAnswered()
    {
        var headers = DribbleAsync("POST /api/predict/dispatch HTTP/1.1\r\nHost: localhost\r\nx-slow: ");
        var body = DribbleAsync("POST /api/predict/dispatch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");

        Assert.Equal(200, (await trained.Host.PostAsync("predict/dispatch", """{"orders_placed":5,"product_code":"SKU002"}""")).Status);
        Assert.Contains("408", await headers, StringComparison.Ordinal);
        Assert.Contains("408", await body, StringComparison.Ordinal);
    }

    /// <summary>Sends a beginning, then a byte now and then until the server has had enough.</summary>
    /// <returns>What the server answered.</returns>
    private async Task<string> DribbleAsync(string beginning)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", trained.Host.Client.BaseAddress!.Port, Cancelled);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), Cancelled);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = reader.ReadToEndAsync(Cancelled);
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, Task.Delay(Pause, Cancelled));
            try
            {
                await stream.WriteAsync("x"u8.ToArray(), Cancelled);
            }
            catch (IOException)
            {
                // The server has closed the connection.
                break;
            }
        }

        return await answer;
    }
}
