namespace MlFunctions.Ingestion;

/// <summary>Words, each stored once.</summary>
/// <param name="Name">The column's name in the source.</param>
/// <param name="Codes">For each row the index of its word in <paramref name="Words"/>; <see cref="Missing"/> where there is none.</param>
/// <param name="Words">The declared words in their declared order, or those of the source in order of first appearance.</param>
internal sealed record CategoryColumn(string Name, int[] Codes, IReadOnlyList<string> Words) : SourceColumn(Name)
{
    /// <summary>The code of a missing value.</summary>
    public const int Missing = -1;

    public override int Rows => Codes.Length;

    public override bool IsMissing(int row) => Codes[row] == Missing;

    /// <summary>A new column of these rows and then those of another, whose words may be others.</summary>
    public CategoryColumn Append(CategoryColumn other)
    {
        var codes = Words.Select((word, code) => (word, code)).ToDictionary(w => w.word, w => w.code, StringComparer.Ordinal);
        var theirs = other.Words.Select(word => codes.TryAdd(word, codes.Count) ? codes.Count - 1 : codes[word]).ToArray();
        return this with
        {
            Codes = [.. Codes, .. other.Codes.Select(code => code == Missing ? Missing : theirs[code])],
            Words = [.. codes.OrderBy(w => w.Value).Select(w => w.Key)],
        };
    }

    /// <summary>The word of a row, or null where it is missing.</summary>
    public string? Word(int row) => Codes[row] == Missing ? null : Words[Codes[row]];
}
