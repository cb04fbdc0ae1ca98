using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.Http;

/// <summary>
/// Names who sent a request. Function keys have names that only the host knows, so a key is named by the first eight hexadecimal
/// digits of its SHA-256, which do not give it away: <c>printf %s "$KEY" | sha256sum | cut -c1-8</c>.
/// </summary>
internal static class Caller
{
    private const int FingerprintLength = 8;

    /// <summary>
    /// <c>user NAME</c> where App Service Authentication has signed somebody in (it sets the header, and takes away one that a client
    /// sent; without it the header says what the client claims), <c>key FINGERPRINT</c> where a key was given, else <c>anonymous ADDRESS</c>.
    /// </summary>
    public static string NameOf(HttpRequest request)
    {
        if (request.Headers["x-ms-client-principal-name"].ToString() is { Length: > 0 } principal)
        {
            return $"user {principal}";
        }

        var key = request.Headers["x-functions-key"].ToString() is { Length: > 0 } header ? header : request.Query["code"].ToString();
        return key.Length > 0
            ? $"key {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..FingerprintLength]}"
            : $"anonymous {request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "address unknown"}";
    }
}
