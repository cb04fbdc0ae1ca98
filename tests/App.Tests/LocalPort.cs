using System.Net;
using System.Net.Sockets;

namespace MlFunctions.Tests;

/// <summary>Ports for servers that tests start.</summary>
internal static class LocalPort
{
    /// <summary>A port of the loopback address that nobody listens on at this moment.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until somebody listens on a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="who">Who should, for the failure.</param>
    public static Task ListeningAsync(int port, string who) => Eventually.TrueAsync(
        async () =>
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        },
        $"{who} to listen on port {port}");
}
