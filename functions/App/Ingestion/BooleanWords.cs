namespace MlFunctions.Ingestion;

/// <summary>The words that files and requests say yes and no with.</summary>
internal static class BooleanWords
{
    private static readonly string[] Yes = ["true", "yes", "t", "y", "on", "1"];
    private static readonly string[] No = ["false", "no", "f", "n", "off", "0"];

    /// <summary>What a feature of the type <c>boolean</c> holds.</summary>
    public static IReadOnlyList<string> Values { get; } = ["false", "true"];

    /// <summary>Other words that mean one of these, where they are a word for yes and a word for no, or one of the two; otherwise none.</summary>
    public static IReadOnlyDictionary<string, string> Aliases(IReadOnlyList<string> words)
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var yes = words.Where(IsYes).ToArray();
        var no = words.Where(IsNo).ToArray();
        if (words.Count == 0 || yes.Length > 1 || no.Length > 1 || yes.Length + no.Length != words.Count)
        {
            return aliases;
        }

        foreach (var (meaning, all) in new[] { (yes.FirstOrDefault(), Yes), (no.FirstOrDefault(), No) })
        {
            foreach (var word in meaning is null ? [] : all.SelectMany(w => new[] { w, w.ToUpperInvariant(), char.ToUpperInvariant(w[0]) + w[1..] }).Where(w => w != meaning))
            {
                aliases[word] = meaning!;
            }
        }

        return aliases;
    }

    private static bool IsYes(string word) => Array.Exists(Yes, yes => yes.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsNo(string word) => Array.Exists(No, no => no.Equals(word, StringComparison.OrdinalIgnoreCase));
}
