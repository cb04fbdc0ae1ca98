using System.Net;
using System.Net.Sockets;

namespace MlFunctions.Conformance;

/// <summary>Waits for servers that start by themselves.</summary>
internal static class Listening
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Completes once somebody listens on a port of this machine.</summary>
    /// <exception cref="TimeoutException">Nobody does in time.</exception>
    public static async Task WaitAsync(int port, string who, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
                return;
            }
            catch (SocketException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(Interval, CancellationToken.None);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                throw new TimeoutException($"{who} did not listen on port {port} within {limit.TotalSeconds} s.", exception);
            }
        }
    }
}
