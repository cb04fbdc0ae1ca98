namespace MlFunctions.Learning;

/// <summary>
/// A table whose values are bin numbers, one byte each; held twice. Histograms read all features of some rows: they have them row by row
/// (<see cref="BinGroup"/>). To divide rows, one feature is asked: it stands column by column.
/// </summary>
internal sealed class BinnedTable
{
    private const int SampleRows = 1 << 16;
    private const int BlockRows = 1 << 12;

    private readonly byte[][] _columns;
    private readonly BinGroup[] _groups;
    private readonly int _featuresPerGroup;

    private BinnedTable(FeatureBins[] features, int rows)
    {
        Features = features;
        Rows = rows;
        _columns = Array.ConvertAll(features, _ => new byte[rows]);

        // As many features in each group, so that threads that share the groups have as much to do.
        var groups = (features.Length + BinGroup.MostFeatures - 1) / BinGroup.MostFeatures;
        _featuresPerGroup = groups == 0 ? 1 : (features.Length + groups - 1) / groups;
        _groups = [.. Enumerable.Range(0, groups).Select(group =>
            new BinGroup(group * _featuresPerGroup, Math.Min(_featuresPerGroup, features.Length - group * _featuresPerGroup), rows))];
    }

    /// <summary>The bins of every feature.</summary>
    public FeatureBins[] Features { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The features again, row by row.</summary>
    public IReadOnlyList<BinGroup> Groups => _groups;

    /// <summary>The bin of every row.</summary>
    public byte[] Column(int feature) => _columns[feature];

    /// <summary>The group that a feature is in.</summary>
    public BinGroup GroupOf(int feature) => _groups[feature / _featuresPerGroup];

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

        var binned = new BinnedTable(features, table.Rows);
        Blocks.ForEach(table.Rows, BlockRows, threads, (from, to) =>
        {
            for (var f = 0; f < features.Length; f++)
            {
                features[f].Write(table.Column(f)[from..to], binned._columns[f].AsSpan(from, to - from));
                binned.GroupOf(f).Take(f, binned._columns[f], from, to);
            }
        }, cancellationToken);
        return binned;
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
