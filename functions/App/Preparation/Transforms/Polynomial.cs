using MlFunctions.Learning;

namespace MlFunctions.Preparation;

/// <summary>Adds products of number columns: squares and interactions, up to a degree.</summary>
/// <param name="Factors">For each product the places of its factors.</param>
/// <param name="Results">For each product the place of its column.</param>
internal sealed record Polynomial(int[][] Factors, int[] Results) : Transform
{
    private const int MostColumns = 10_000;

    /// <summary>Settings: <c>degree</c>, 2 by default; <c>interactions</c> true leaves out powers of a column (false by default).</summary>
    public static Polynomial Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var degree = settings.Whole("degree", 2, 2, 4);
        var interactions = settings.Flag("interactions", false);
        var columns = frame.Select(step, FeatureKind.Number);
        var factors = Enumerable.Range(2, degree - 1).SelectMany(d => Combinations(columns.Count, d, interactions)).Take(MostColumns + 1).ToArray();
        if (factors.Length > MostColumns)
        {
            throw new PreparationException($"'{step.Name}' would make more than {MostColumns} columns; name fewer columns or a lower degree.");
        }

        var results = factors.Select(f => frame.Add(new FeatureColumn(string.Join('*', f.Select(i => columns[i].Column.Name))))).ToArray();
        return new Polynomial([.. factors.Select(f => f.Select(i => columns[i].Place).ToArray())], results);
    }

    public override void Apply(RowBlock rows)
    {
        for (var p = 0; p < Factors.Length; p++)
        {
            var result = rows[Results[p]];
            rows[Factors[p][0]].CopyTo(result);
            for (var f = 1; f < Factors[p].Length; f++)
            {
                var factor = rows[Factors[p][f]];
                for (var r = 0; r < result.Length; r++)
                {
                    result[r] = Finite.Of((double)result[r] * factor[r]);
                }
            }
        }
    }

    private static IEnumerable<int[]> Combinations(int columns, int degree, bool distinct, int from = 0)
    {
        for (var first = from; first < columns; first++)
        {
            if (degree == 1)
            {
                yield return [first];
                continue;
            }

            foreach (var rest in Combinations(columns, degree - 1, distinct, distinct ? first + 1 : first))
            {
                yield return [first, .. rest];
            }
        }
    }
}
