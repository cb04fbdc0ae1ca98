namespace MlFunctions.Events;

/// <summary>The client by which receivers are pushed to: follows no redirect, keeps no cookie, uses no proxy, and connects only where <see cref="ReceiverRules"/> allow it.</summary>
public sealed class ReceiverClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // A receiver may move; a connection that lives on would never notice.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client;

    /// <summary>A client under rules.</summary>
    public ReceiverClient(ReceiverRules rules)
    {
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = rules.ConnectAsync,
        })
        {
            // Each try has a deadline of its own, by the app's clock.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("MlFunctions-Webhooks/1.0");
    }

    /// <summary>Sends a request; the body of the answer is of no interest and is not waited for.</summary>
    /// <exception cref="HttpRequestException">The receiver cannot be reached, or does not speak HTTP.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
