using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>
/// A blob path with binding expressions, such as <c>raw/{pipeline}/{name}</c>. As in the Functions host, an expression takes as much
/// as it can, slashes too.
/// </summary>
internal sealed partial class BlobPattern
{
    private readonly string _pattern;
    private readonly Regex _matcher;

    /// <param name="pattern">Container and name; the container is literal.</param>
    /// <exception cref="FunctionWorkerException">There is no container, or it is an expression.</exception>
    public BlobPattern(string pattern)
    {
        _pattern = pattern;
        Container = pattern.Split('/', 2)[0];
        if (Container.Length == 0 || Container.Length == pattern.Length || Container.Contains('{', StringComparison.Ordinal))
        {
            throw new FunctionWorkerException($"the blob path '{pattern}' must be container/name with a literal container.");
        }

        Prefix = pattern.Split('{', 2)[0];
        var literals = Expression().Split(pattern);
        var names = Expression().Matches(pattern).Select(match => match.Groups["name"].Value).ToArray();
        var regex = string.Concat(literals
            .Where((_, index) => index % 2 == 0)
            .Select((literal, index) => Regex.Escape(literal) + (index < names.Length ? $"(?<{names[index]}>.*)" : string.Empty)));
        _matcher = new Regex($"^{regex}$", RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        Names = names;
    }

    public string Container { get; }

    /// <summary>What the path of every matching blob begins with: <c>raw/</c>.</summary>
    public string Prefix { get; }

    /// <summary>The names of its expressions.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The expressions' values in a path, or null when it does not match.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var match = _matcher.Match(path);
        return match.Success ? Names.Distinct().ToDictionary(name => name, name => match.Groups[name].Value, StringComparer.OrdinalIgnoreCase) : null;
    }

    public override string ToString() => _pattern;

    [GeneratedRegex(@"\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();
}
