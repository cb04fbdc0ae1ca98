using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MlFunctions.LocalHost.Http;

/// <summary>Limits of the Functions host, and on clients that send so slowly that they would only hold a connection.</summary>
internal static class HttpLimits
{
    /// <summary>The longest request body: 100 MB.</summary>
    public const long RequestBodyBytes = 100L * 1024 * 1024;

    /// <summary>How long a client may take to send the headers of a request.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>How slowly a client may send a body: 240 bytes a second, after five seconds. One that is slower is cut off with 408.</summary>
    public static readonly MinDataRate BodyRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
}
