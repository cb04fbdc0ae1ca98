using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.LocalHost.Http.Keys;

/// <summary>Tells whether a request carries one of some keys, in a time that does not tell how much of a key was right.</summary>
/// <param name="keys">The keys that open.</param>
internal sealed class KeyCheck(params IEnumerable<string> keys)
{
    private const string Header = "x-functions-key";
    private const string QueryParameter = "code";

    // Hashes have one length, so that the comparison does not tell a key's.
    private readonly byte[][] _hashes = [.. keys.Select(Hash)];

    public bool IsOpenTo(HttpRequest request)
    {
        var given = request.Headers[Header].ToString() is { Length: > 0 } header ? header : request.Query[QueryParameter].ToString();
        if (given.Length == 0)
        {
            return false;
        }

        var hash = Hash(given);
        var open = false;
        foreach (var expected in _hashes)
        {
            open |= CryptographicOperations.FixedTimeEquals(hash, expected);
        }

        return open;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
