using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>
/// A table whose values are bin numbers. Eight features stand side by side in one word a row,
/// because the histograms of eight features fit into the first-level cache together.
/// </summary>
internal sealed class BinnedTable
{
    /// <summary>How many features one word holds.</summary>
    public const int FeaturesPerWord = 8;

    private const int SampleRows = 1 << 16;
    private const int BlockRows = 1 << 14;

    private readonly ulong[][] _words;

    private BinnedTable(FeatureBins[] features, ulong[][] words, int rows)
    {
        Features = features;
        _words = words;
        Rows = rows;
    }

    /// <summary>The bins of every feature.</summary>
    public FeatureBins[] Features { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many groups of <see cref="FeaturesPerWord"/> features there are.</summary>
    public int Groups => _words.Length;

    /// <summary>One word a row: the bins of the features of a group, the first in the lowest byte.</summary>
    public ulong[] Words(int group) => _words[group];

    /// <summary>Puts every value of a table into its bin.</summary>
    /// <param name="table">The table.</param>
    /// <param name="maxBins">The most bins a feature may have, 2 to 256.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static BinnedTable Of(FeatureTable table, int maxBins, int threads, CancellationToken cancellationToken)
    {
        var features = new FeatureBins[table.Columns.Count];
        var sample = Sample(table.Rows);
        Blocks.ForEach(features.Length, 1, threads, (f, _) => features[f] = Bins(table, f, sample, maxBins), cancellationToken);

        var words = new ulong[(features.Length + FeaturesPerWord - 1) / FeaturesPerWord][];
        for (var group = 0; group < words.Length; group++)
        {
            words[group] = new ulong[table.Rows];
        }

        Blocks.ForEach(table.Rows, BlockRows, threads, (from, to) =>
        {
            for (var f = 0; f < features.Length; f++)
            {
                var bytes = MemoryMarshal.AsBytes(words[f / FeaturesPerWord].AsSpan(from, to - from));
                features[f].Write(table.Column(f)[from..to], bytes[(f % FeaturesPerWord)..], FeaturesPerWord);
            }
        }, cancellationToken);
        return new BinnedTable(features, words, table.Rows);
    }

    private static FeatureBins Bins(FeatureTable table, int feature, int[]? sample, int maxBins)
    {
        var column = table.Column(feature);
        var missing = column.IndexOf(float.NaN) >= 0;
        if (table.Columns[feature].Kind == FeatureKind.Category)
        {
            var counts = new int[table.Columns[feature].Cardinality];
            foreach (var code in column)
            {
                if (!float.IsNaN(code))
                {
                    counts[(int)code]++;
                }
            }

            return FeatureBins.OfCategories(counts, missing, maxBins);
        }

        var present = 0;
        var values = new float[sample?.Length ?? table.Rows];
        for (var i = 0; i < values.Length; i++)
        {
            var value = column[sample?[i] ?? i];
            values[present] = value;
            present += float.IsNaN(value) ? 0 : 1;
        }

        var sorted = values.AsSpan(0, present);
        SortableFloat.Sort(sorted);
        return FeatureBins.OfNumbers(sorted, missing, maxBins);
    }

    // Enough rows that every one of 256 bins is filled by hundreds of them; null: all rows.
    private static int[]? Sample(int rows)
    {
        if (rows <= SampleRows)
        {
            return null;
        }

        var random = new RandomStream(seed: 0);
        return [.. Enumerable.Range(0, SampleRows).Select(_ => random.NextBelow(rows))];
    }
}
