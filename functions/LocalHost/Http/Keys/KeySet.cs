using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace MlFunctions.LocalHost.Http.Keys;

/// <summary>The keys of a host.</summary>
/// <param name="Master">Opens everything.</param>
/// <param name="Host">Opens every function.</param>
/// <param name="System">Opens what extensions add.</param>
/// <param name="Functions">Each opens the function of its name.</param>
internal sealed record KeySet(string? Master, string? Host, string? System, ImmutableSortedDictionary<string, string> Functions)
{
    private const int KeyBytes = 32;

    public static KeySet Empty { get; } = new(Master: null, Host: null, System: null, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>These keys and new ones where there are none; this very set when nothing is missing.</summary>
    /// <param name="functions">The names of the functions.</param>
    public KeySet Complete(IEnumerable<string> functions)
    {
        var missing = functions.Where(function => !Functions.ContainsKey(function)).ToArray();
        return missing.Length == 0 && Master is not null && Host is not null && System is not null
            ? this
            : new KeySet(
                Master ?? NewKey(),
                Host ?? NewKey(),
                System ?? NewKey(),
                Functions.AddRange(missing.Select(function => KeyValuePair.Create(function, NewKey()))));
    }

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
}
