using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>A seeded draw from each value of a column, so that both sides have the shares of the whole; numbers are drawn from by tenths of their distribution.</summary>
internal sealed class StratifiedSplitter : ISplitter
{
    private const int Tenths = 10;

    public bool Suits(SplitDefinition definition) => definition is { Strategy: SplitStrategy.Random or SplitStrategy.Shuffled, Stratify: not null };

    public (int[] Training, int[] Holdout) Divide(SourceTable table, SplitDefinition definition)
    {
        var strata = RowGroups.By(SplitColumn.Of(table, definition.Stratify, "stratify"), Tenths);
        var shares = Shares([.. strata.Select(s => s.Length)], definition.Ratio, TrainingShare.Of(table.Rows, definition.Ratio));
        var training = new List<int>();
        var holdout = new List<int>();
        for (var s = 0; s < strata.Count; s++)
        {
            new RandomStream(definition.Seed, (ulong)s).Shuffle<int>(strata[s]);
            training.AddRange(strata[s].Take(shares[s]));
            holdout.AddRange(strata[s].Skip(shares[s]));
        }

        int[] trained = [.. training], held = [.. holdout];
        if (definition.Strategy == SplitStrategy.Random)
        {
            Array.Sort(trained);
            Array.Sort(held);
        }
        else
        {
            var random = new RandomStream(definition.Seed, (ulong)strata.Count);
            random.Shuffle<int>(trained);
            random.Shuffle<int>(held);
        }

        return (trained, held);
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
}
