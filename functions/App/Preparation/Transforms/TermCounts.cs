using System.Runtime.InteropServices;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>
/// Counts known pieces of a text, each in a column; weighted, by how rare they are among the training rows, and brought to length 1 (TF-IDF: Spärck Jones, 1972).
/// </summary>
/// <param name="Text">The place of the text.</param>
/// <param name="Pieces">What is counted.</param>
/// <param name="Terms">The pieces that have a column.</param>
/// <param name="Weights">For each of them what a count is multiplied by; empty: counts are left as they are.</param>
/// <param name="First">The place of the first column; the others follow.</param>
internal sealed record TermCounts(int Text, TextPieces Pieces, string[] Terms, double[] Weights, int First) : Transform
{
    private readonly Dictionary<string, int> _columns = Terms.Select((term, i) => (term, i)).ToDictionary(t => t.term, t => t.i, StringComparer.Ordinal);

    /// <summary>Settings: <c>terms</c>, how many pieces get a column, those in most training rows, 100 by default; and those of <see cref="TextPieces"/>.</summary>
    /// <param name="step">The step; it names one text.</param>
    /// <param name="frame">The training rows.</param>
    /// <param name="weighted">Whether counts are weighted.</param>
    public static TermCounts Fit(TransformDefinition step, TrainingFrame frame, bool weighted)
    {
        var settings = new TransformSettings(step);
        var count = settings.Whole("terms", 100, 1, 10_000);
        var pieces = TextPieces.Of(settings);
        if (frame.SelectInputs(step, FeatureType.Text) is not [var text])
        {
            throw new PreparationException($"'{step.Name}' takes one feature of type text; with several, each needs its own step.");
        }

        var rowsWith = RowsWith(frame.Texts(text.Place), pieces);
        var terms = rowsWith.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(count).Select(t => t.Key).Order(StringComparer.Ordinal).ToArray();
        if (terms.Length == 0)
        {
            throw new PreparationException($"'{step.Name}' finds nothing to count in '{text.Name}': no training row has a text.");
        }

        var first = terms.Select(term => frame.Add(new FeatureColumn($"{text.Name}:{term}"))).ToArray()[0];
        return new TermCounts(text.Place, pieces, terms, weighted ? [.. terms.Select(t => Math.Log((1.0 + frame.Rows) / (1 + rowsWith[t])) + 1)] : [], first);
    }

    public override void Apply(RowBlock rows)
    {
        for (var t = 0; t < Terms.Length; t++)
        {
            rows[First + t].Clear();
        }

        var texts = rows.Texts(Text);
        for (var r = 0; r < texts.Length; r++)
        {
            Pieces.Each(texts[r], new Row(rows, _columns, First, r), static (piece, row) => row.Count(piece));
            if (Weights.Length > 0)
            {
                Weigh(rows, r);
            }
        }
    }

    private void Weigh(RowBlock rows, int row)
    {
        var squares = 0d;
        for (var t = 0; t < Terms.Length; t++)
        {
            var weighted = rows[First + t][row] * Weights[t];
            squares += weighted * weighted;
        }

        var length = squares > 0 ? Math.Sqrt(squares) : 1;
        for (var t = 0; t < Terms.Length; t++)
        {
            var values = rows[First + t];
            values[row] = (float)(values[row] * Weights[t] / length);
        }
    }

    private static Dictionary<string, int> RowsWith(IEnumerable<string?> texts, TextPieces pieces)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            pieces.Each(text, found, static (piece, found) => found.Add(piece.ToString()));
            foreach (var piece in found)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(rows, piece, out _)++;
            }
        }

        return rows;
    }

    private readonly ref struct Row(RowBlock rows, Dictionary<string, int> columns, int first, int row)
    {
        private readonly RowBlock _rows = rows;

        public void Count(ReadOnlySpan<char> piece)
        {
            if (columns.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out var column))
            {
                _rows[first + column][row]++;
            }
        }
    }
}
