using System.Globalization;
using System.Security.Cryptography;

namespace MlFunctions.Events;

/// <summary>
/// What pushes of a webhook are signed with, by the scheme of Standard Webhooks 1.0 (www.standardwebhooks.com): <c>whsec_</c> and the base64 of
/// 24 to 64 bytes, the key of an HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.
/// </summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;
    private const int NewBytes = 32;

    /// <summary>A new one.</summary>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewBytes));

    /// <summary>What is wrong with one that somebody chose; null: nothing. Does not repeat it.</summary>
    public static string? Fault(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal) && TryDecode(secret, out var key) && key.Length is >= FewestBytes and <= MostBytes
            ? null
            : $"is no secret that can sign; expected {Prefix} and the base64 of {FewestBytes} to {MostBytes} bytes, or none at all, and one is made";

    /// <summary>The header <c>webhook-signature</c> of a push.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>, in seconds since 1970.</param>
    /// <param name="body">The body to the byte.</param>
    public static string Sign(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret[Prefix.Length..]));
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }

    private static bool TryDecode(string secret, out byte[] key)
    {
        var bytes = new byte[secret.Length];
        var isBase64 = Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length);
        key = bytes[..length];
        return isBase64;
    }
}
