using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>
/// Counts the pieces of a text in a fixed number of columns, by their hash; the sign that the hash gives each keeps collisions from adding up (Weinberger et al., 2009).
/// Nothing is learned, so words that training never saw count too.
/// </summary>
/// <param name="Texts">The places of the texts.</param>
/// <param name="Pieces">What is counted.</param>
/// <param name="Results">For each text the places of its columns; their number is a power of two.</param>
internal sealed record Hashing(int[] Texts, TextPieces Pieces, int[][] Results) : Transform
{
    /// <summary>Settings: <c>bits</c>, 8 by default, for 2^bits columns; and those of <see cref="TextPieces"/>.</summary>
    public static Hashing Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var count = 1 << settings.Whole("bits", 8, 1, 14);
        var texts = frame.SelectInputs(step, FeatureType.Text);
        var results = texts.Select(t => Enumerable.Range(0, count).Select(h => frame.Add(new FeatureColumn($"{t.Name}#{h}"))).ToArray()).ToArray();
        return new Hashing([.. texts.Select(t => t.Place)], TextPieces.Of(settings), results);
    }

    public override void Apply(RowBlock rows)
    {
        for (var t = 0; t < Texts.Length; t++)
        {
            foreach (var place in Results[t])
            {
                rows[place].Clear();
            }

            var texts = rows.Texts(Texts[t]);
            for (var r = 0; r < texts.Length; r++)
            {
                Pieces.Each(texts[r], new Row(rows, Results[t], r), static (piece, row) => row.Count(piece));
            }
        }
    }

    /// <summary>FNV-1a over UTF-16 code units, with the finish of MurmurHash3: the same for ever, whatever the process.</summary>
    private static uint Hash(ReadOnlySpan<char> piece)
    {
        var hash = 2166136261u;
        foreach (var character in piece)
        {
            hash = (hash ^ character) * 16777619;
        }

        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }

    private readonly ref struct Row(RowBlock rows, int[] places, int row)
    {
        private readonly RowBlock _rows = rows;

        public void Count(ReadOnlySpan<char> piece)
        {
            var hash = Hash(piece);
            _rows[places[hash & (uint)(places.Length - 1)]][row] += (int)hash < 0 ? -1 : 1;
        }
    }
}
