using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>
/// A seeded draw: random and shuffled draw rows, from each value of the stratify column its share (numbers by tenths of their distribution);
/// grouped draws all rows of a value together, so that the model is tried on groups that it has not seen.
/// </summary>
internal sealed class DrawnSplitter : ISplitter
{
    private const int Tenths = 10;

    public bool Suits(SplitDefinition definition) =>
        definition is { Strategy: SplitStrategy.Random or SplitStrategy.Shuffled } or { Strategy: SplitStrategy.Grouped, Stratify: null };

    public (int[] Training, int[] Holdout) Divide(RowsToDivide rows)
    {
        var definition = rows.Definition;
        var strata = Strata(rows);
        var shares = Shares([.. strata.Select(stratum => stratum.Sum(unit => unit.Length))], definition.Ratio, TrainingShare.Of(rows.Table.Rows, definition.Ratio));
        var training = new List<int>();
        var holdout = new List<int>();
        for (var s = 0; s < strata.Count; s++)
        {
            var units = strata[s];
            new RandomStream(definition.Seed, (ulong)s).Shuffle<int[]>(units);
            var taken = 0;
            for (var u = 0; u < units.Length; u++)
            {
                // A unit goes where it leaves the ratio closer to the one asked for; of a single stratum each side gets one.
                var isFixed = strata.Count == 1 && units.Length > 1;
                var trains = isFixed && u == 0 || (taken + (units[u].Length / 2) < shares[s] && !(isFixed && u == units.Length - 1));
                (trains ? training : holdout).AddRange(units[u]);
                taken += trains ? units[u].Length : 0;
            }
        }

        return Ordered(training, holdout, definition, strata.Count);
    }

    public IReadOnlyList<Fold> Folds(RowsToDivide rows, int count)
    {
        var strata = Strata(rows);
        var unitOf = new int[rows.Table.Rows];
        var stratumOf = new int[rows.Table.Rows];
        var unit = 0;
        for (var s = 0; s < strata.Count; s++)
        {
            foreach (var together in strata[s])
            {
                foreach (var row in together)
                {
                    (unitOf[row], stratumOf[row]) = (unit, s);
                }

                unit++;
            }
        }

        return unit > 1 ? Learning.Folds.Grouped(Numbered(unitOf), stratumOf, count, rows.Definition.Seed)
            : throw new SegregationException(rows.Definition.Strategy == SplitStrategy.Grouped
                ? $"column '{rows.Definition.By}' has one value in all rows"
                : "all rows have equal inputs");
    }

    // Units in order of their first row, so that the draw is the one of rows where each is a unit of its own.
    private static int[] Numbered(int[] unitOf)
    {
        var numbers = new int[unitOf.Length];
        Array.Fill(numbers, -1);
        var next = 0;
        return Array.ConvertAll(unitOf, unit => numbers[unit] >= 0 ? numbers[unit] : numbers[unit] = next++);
    }

    // By stratum the units that are drawn together.
    private static IReadOnlyList<int[][]> Strata(RowsToDivide rows)
    {
        var definition = rows.Definition;
        if (definition.Strategy == SplitStrategy.Grouped)
        {
            var groups = RowGroups.By(SplitColumn.Of(rows.Table, definition.By, "by"));
            return groups.Count > 1
                ? [[.. groups]]
                : throw new SegregationException($"Column '{definition.By}' has one value in all {rows.Table.Rows} rows; a split by groups needs two.");
        }

        var units = UnitsOf(rows.Units);
        if (definition.Stratify is null)
        {
            return [units];
        }

        // A unit is of the stratum of its first row.
        var strata = RowGroups.By(SplitColumn.Of(rows.Table, definition.Stratify, "stratify"), Tenths);
        var stratumOf = new int[rows.Table.Rows];
        for (var s = 0; s < strata.Count; s++)
        {
            foreach (var row in strata[s])
            {
                stratumOf[row] = s;
            }
        }

        var byStratum = Enumerable.Range(0, strata.Count).Select(_ => new List<int[]>()).ToArray();
        foreach (var unit in units)
        {
            byStratum[stratumOf[unit[0]]].Add(unit);
        }

        return [.. byStratum.Select(units => units.ToArray())];
    }

    private static int[][] UnitsOf(int[] units)
    {
        for (var row = 0; row < units.Length; row++)
        {
            if (units[row] != row)
            {
                return [.. RowGroups.By(units)];
            }
        }

        return [.. Enumerable.Range(0, units.Length).Select(row => new[] { row })];
    }

    /// <summary>How many rows of each stratum train: its share rounded down, and the rows that are left to the strata that lost most by rounding.</summary>
    private static int[] Shares(int[] sizes, double ratio, int training)
    {
        var shares = sizes.Select(size => (int)Math.Floor(size * ratio)).ToArray();
        var left = training - shares.Sum();
        foreach (var s in Enumerable.Range(0, sizes.Length).OrderByDescending(s => (sizes[s] * ratio) - shares[s]).ThenBy(s => s).Take(left))
        {
            shares[s]++;
        }

        return shares;
    }

    private static (int[] Training, int[] Holdout) Ordered(List<int> training, List<int> holdout, SplitDefinition definition, int strata)
    {
        int[] trained = [.. training], held = [.. holdout];
        if (definition.Strategy != SplitStrategy.Shuffled)
        {
            Array.Sort(trained);
            Array.Sort(held);
        }
        else if (strata > 1)
        {
            var random = new RandomStream(definition.Seed, (ulong)strata);
            random.Shuffle<int>(trained);
            random.Shuffle<int>(held);
        }

        return (trained, held);
    }
}
