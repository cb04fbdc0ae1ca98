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
}
