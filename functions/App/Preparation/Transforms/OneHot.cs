using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Gives each word of a category a column that is 1 in rows that have it and 0 in others; a missing word is 0 in all.</summary>
/// <param name="Columns">The places of the categories.</param>
/// <param name="Indicators">For each category and code the place of its column, −1 where it has none.</param>
internal sealed record OneHot(int[] Columns, int[][] Indicators) : Transform
{
    private const int MostColumns = 10_000;

    /// <summary>Settings: <c>drop</c> true leaves out the first word, which the others tell (false by default).</summary>
    public static OneHot Fit(TransformDefinition step, TrainingFrame frame)
    {
        var drop = new TransformSettings(step).Flag("drop", false);
        var columns = frame.Select(step, FeatureKind.Category);
        if (columns.Sum(c => (long)c.Column.Cardinality) is var count && count > MostColumns)
        {
            throw new PreparationException($"'{step.Name}' would make {count} columns, more than {MostColumns}; 'target-encoding' or 'hashing' suit so many words.");
        }

        var indicators = new int[columns.Count][];
        for (var c = 0; c < indicators.Length; c++)
        {
            var column = columns[c];
            indicators[c] = [.. Enumerable.Range(0, column.Column.Cardinality).Select(code => drop && code == 0 ? -1 :
                frame.Add(new FeatureColumn($"{column.Column.Name}={(code < column.Words.Count ? column.Words[code] : code)}")))];
            frame.Remove(column.Place);
        }

        return new OneHot([.. columns.Select(c => c.Place)], indicators);
    }

    public override void Apply(RowBlock rows)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var codes = rows[Columns[c]];
            for (var code = 0; code < Indicators[c].Length; code++)
            {
                if (Indicators[c][code] < 0)
                {
                    continue;
                }

                var indicator = rows[Indicators[c][code]];
                for (var r = 0; r < codes.Length; r++)
                {
                    indicator[r] = codes[r] == code ? 1 : 0;
                }
            }
        }
    }
}
