using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MlFunctions.Ingest.Benchmarks;

/// <summary>One connection that posts batches of 15 rows, one after another: plain HTTP/1.1, so that the generator takes little of the machine that it shares.</summary>
internal sealed class Client : IDisposable
{
    private const int Rows = 15;

    private readonly TcpClient _connection = new() { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[16 * 1024];
    private readonly NetworkStream _stream;

    /// <summary>Connects.</summary>
    /// <param name="port">Where the app listens.</param>
    /// <param name="number">Which client it is; its rows differ from those of others.</param>
    public Client(int port, int number)
    {
        _connection.Connect("127.0.0.1", port);
        _stream = _connection.GetStream();
        var random = new Random(number);
        var subjects = string.Join(',', Enumerable.Range(0, Rows).Select(row => $"\"note-{number}-{row}\""));
        var features = string.Join(',', Enumerable.Range(0, Rows).Select(_ =>
            string.Create(CultureInfo.InvariantCulture, $"[{Value(random):0.####},{Value(random):0.####},{Value(random):0.####},{Value(random):0.####}]")));
        var body = $$"""{"subjects":[{{subjects}}],"features":[{{features}}]}""";
        _request = Encoding.ASCII.GetBytes(
            $"POST /api/ingest/{TestedServer.Pipeline} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>Posts a batch.</summary>
    /// <returns>The status, and the batch's id where it was accepted.</returns>
    public async Task<(int Status, string? BatchId)> PostAsync()
    {
        await _stream.WriteAsync(_request);
        var length = 0;
        while (true)
        {
            var read = await _stream.ReadAsync(_answer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The app closed the connection.");
            }

            length += read;
            if (IsComplete(_answer.AsSpan(0, length)))
            {
                break;
            }
        }

        var text = _answer.AsSpan(0, length);
        var status = int.Parse(text.Slice("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
        var place = text.IndexOf("\"batchId\":\""u8);
        return (status, status == 202 ? Encoding.ASCII.GetString(text.Slice(place + 11, 32)) : null);
    }

    public void Dispose() => _connection.Dispose();

    private static double Value(Random random) => (random.NextDouble() * 10) - 5;

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var place = answer[..head].IndexOf("Content-Length: "u8);
        if (place < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        var number = answer[(place + "Content-Length: ".Length)..head];
        var end = number.IndexOf((byte)'\r');
        return answer.Length >= head + 4 + int.Parse(end < 0 ? number : number[..end], CultureInfo.InvariantCulture);
    }
}
