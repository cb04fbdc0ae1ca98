using System.Text.RegularExpressions;

namespace MlFunctions.Ingestion;

/// <summary>What files of raw data may be called: a plain name that means the same on every file system and in every URL.</summary>
internal static partial class DatasetName
{
    /// <summary>What is wrong with a name and what would be right; null where nothing is.</summary>
    public static string? Fault(string name) => Allowed.IsMatch(name)
        ? null
        : $"is '{(name.Length > 60 ? name[..60] + "…" : name)}', expected 1 to 200 letters, digits, dots, hyphens and underscores, the first no dot";

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Allowed { get; }
}
