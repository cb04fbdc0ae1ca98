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

    /// <summary>The word of a row, or null where it is missing.</summary>
    public string? Word(int row) => Codes[row] == Missing ? null : Words[Codes[row]];
}
