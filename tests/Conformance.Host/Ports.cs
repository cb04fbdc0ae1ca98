using System.Net;
using System.Net.Sockets;

namespace MlFunctions.Conformance;

/// <summary>Ports of this machine, for servers that are started here.</summary>
internal static class Ports
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>A port that nobody listens on at this moment.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Completes once somebody listens on a port.</summary>
    /// <exception cref="TimeoutException">Nobody does in time.</exception>
    public static async Task ListeningAsync(int port, string who, TimeSpan limit)
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
