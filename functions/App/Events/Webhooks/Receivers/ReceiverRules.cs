using System.Net;
using System.Net.Sockets;

namespace MlFunctions.Events;

/// <summary>
/// Who may be pushed to, so that nobody can have this app make requests for them inside its own network: over https, and to public addresses,
/// which are looked up anew for each connection, because a name may point elsewhere by then.
/// </summary>
/// <param name="AllowsPrivate">Whether http and any address will do: on one's own machine, or where all who may register webhooks are trusted.</param>
public sealed record ReceiverRules(bool AllowsPrivate)
{
    /// <summary>The setting of <see cref="AllowsPrivate"/>.</summary>
    public const string Setting = "Webhooks:AllowPrivateReceivers";

    private const int LongestUrl = 2000;

    /// <summary>What is wrong with the address of a receiver; null: nothing that shows now.</summary>
    public async Task<string?> FaultAsync(string url, CancellationToken cancellationToken)
    {
        if (url.Length > LongestUrl)
        {
            return $"has {url.Length} characters, at most {LongestUrl} are expected";
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Host.Length == 0)
        {
            return $"is '{url}', expected an address such as https://example.org/hooks";
        }

        return parsed.UserInfo.Length > 0 ? "has a user name or password, which pushes do not send; they are signed instead"
            : parsed.Fragment.Length > 0 ? $"has a fragment, '{parsed.Fragment}', which is never sent"
            : IPAddress.TryParse(parsed.IdnHost.Trim('[', ']'), out var number) && IsNone(number) ? $"is '{url}', which is the address of no machine"
            : AllowsPrivate ? null
            : parsed.Scheme != "https" ? $"is an {parsed.Scheme} address, expected https, so that nobody on the way reads what is pushed"
            : await AddressFaultAsync(parsed.IdnHost, cancellationToken);
    }

    /// <summary>Connects to a receiver, at one of the addresses that it may have.</summary>
    /// <exception cref="HttpRequestException">It has none.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await AllowedAsync(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new HttpRequestException(Refusal(host));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Refusal(string host) =>
        $"'{host}' is no public address, expected one; {Setting} = true allows others";

    private async Task<string?> AddressFaultAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return (await AllowedAsync(host, cancellationToken)).Length == 0 ? $"cannot be pushed to: {Refusal(host)}" : null;
        }
        catch (SocketException exception)
        {
            return $"cannot be pushed to: the address of '{host}' cannot be found ({exception.Message})";
        }
    }

    private static bool IsNone(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private async Task<IPAddress[]> AllowedAsync(string host, CancellationToken cancellationToken)
    {
        // A number is looked up nowhere; the one of no address (0.0.0.0, ::) is refused to be.
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var number) ? [number] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        return [.. addresses.Where(address => !IsNone(address) && (AllowsPrivate || PublicAddress.Is(address)))];
    }
}
