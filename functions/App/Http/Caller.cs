using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Http;

/// <summary>
/// Names who sent a request. Function keys have names that only the host knows, so a key is named by the first eight hexadecimal
/// digits of its SHA-256, which do not give it away: <c>printf %s "$KEY" | sha256sum | cut -c1-8</c>.
/// </summary>
internal static class Caller
{
    private const int FingerprintLength = 8;

    private const int LongestName = 200;

    /// <summary>The setting that App Service sets where its authentication stands before the app.</summary>
    public const string AuthenticationSetting = "WEBSITE_AUTH_ENABLED";

    /// <summary>
    /// <c>user NAME</c> where App Service Authentication has signed somebody in (it sets the header, and takes away one that a client
    /// sent; where it does not stand before the app, the header is a claim of the client and says nothing), else <see cref="KeyOf"/>.
    /// </summary>
    public static string NameOf(HttpRequest request) =>
        request.Headers["x-ms-client-principal-name"].ToString() is { Length: > 0 } principal && IsAuthenticated(request)
            ? $"user {VisibleText.Cut(principal, LongestName)}"
            : KeyOf(request);

    /// <summary><c>key FINGERPRINT</c> where a key was given, else <c>anonymous ADDRESS</c>: what limits are counted by.</summary>
    public static string KeyOf(HttpRequest request)
    {
        var key = request.Headers["x-functions-key"].ToString() is { Length: > 0 } header ? header : request.Query["code"].ToString();
        return key.Length > 0
            ? $"key {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..FingerprintLength]}"
            : $"anonymous {request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "address unknown"}";
    }

    private static bool IsAuthenticated(HttpRequest request) =>
        bool.TryParse(request.HttpContext.RequestServices.GetService<IConfiguration>()?[AuthenticationSetting], out var isEnabled) && isEnabled;
}
