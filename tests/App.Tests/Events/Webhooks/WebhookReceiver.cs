using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Tests.Events;

/// <summary>Somebody's server that events are pushed to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly List<ReceivedPush> _received = [];

    private WebhookReceiver(WebApplication server) => _server = server;

    /// <summary>Where it listens.</summary>
    public string Url => $"{_server.Urls.First()}/hooks/ml";

    /// <summary>What it got so far.</summary>
    public IReadOnlyList<ReceivedPush> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="answer">Answers the push that is the so-manieth, from 1; null: 200.</param>
    /// <param name="port">Where to listen; 0: anywhere.</param>
    public static async Task<WebhookReceiver> StartAsync(Func<int, HttpContext, Task>? answer = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._server.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            int count;
            lock (receiver._received)
            {
                receiver._received.Add(new ReceivedPush(
                    http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
                count = receiver._received.Count;
            }

            await (answer?.Invoke(count, http) ?? Task.CompletedTask);
        });
        await receiver._server.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>An answer of a status alone.</summary>
    public static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A push as it came.</summary>
internal sealed record ReceivedPush(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    public string Timestamp => Headers["webhook-timestamp"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Whether the signature is right, by the text of the Standard Webhooks specification: HMAC-SHA256 of id, timestamp and body with full stops between.</summary>
    public bool IsSignedWith(string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(Id), (byte)'.', .. Encoding.UTF8.GetBytes(Timestamp), (byte)'.', .. Body];
        return Headers["webhook-signature"] == "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
    }
}
