using System.Text.Json.Nodes;
using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Turns words into numbers by their rank.</summary>
/// <param name="Columns">The places of the categories.</param>
/// <param name="Ranks">For each category and code the rank, from 0; NaN of a word that the order does not have.</param>
internal sealed record Ordinal(int[] Columns, float[][] Ranks) : Transform
{
    /// <summary>Settings: <c>order</c>, all words from the lowest rank to the highest; by default their declared or learned order.</summary>
    /// <exception cref="PreparationException">The order does not have exactly the words of a column.</exception>
    public static Ordinal Fit(TransformDefinition step, TrainingFrame frame)
    {
        var order = step.Settings["order"] is JsonArray array ? array.Select(word => $"{word}").ToList() : null;
        var columns = frame.Select(step, FeatureKind.Category);
        var ranks = columns.Select(c => order is null
            ? [.. Enumerable.Range(0, c.Column.Cardinality).Select(code => code < c.Words.Count && c.Words[code] == InputFeature.OtherLevel ? float.NaN : code)]
            : c.Words.Where(word => word != InputFeature.OtherLevel).Order(StringComparer.Ordinal).SequenceEqual(order.Order(StringComparer.Ordinal))
                ? c.Words.Select(word => order.IndexOf(word) is >= 0 and var rank ? rank : float.NaN).ToArray()
                : throw new PreparationException($"'{step.Name}' has the order {string.Join(", ", order)}; '{c.Column.Name}' has {string.Join(", ", c.Words.Where(word => word != InputFeature.OtherLevel))}.")).ToArray();
        foreach (var column in columns)
        {
            frame.Describe(column.Place, new FeatureColumn(column.Column.Name));
        }

        return new Ordinal([.. columns.Select(c => c.Place)], ranks);
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var values = rows[Columns[c]];
            for (var r = 0; r < values.Length; r++)
            {
                values[r] = float.IsNaN(values[r]) ? float.NaN : Ranks[c][(int)values[r]];
            }
        }
    }
}
