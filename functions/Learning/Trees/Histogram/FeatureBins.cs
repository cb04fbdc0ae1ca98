using System.Runtime.CompilerServices;

namespace MlFunctions.Learning;

/// <summary>How the values of one feature fall into at most 256 bins. The last bin is for missing values where there are any.</summary>
internal sealed class FeatureBins
{
    /// <summary>The most bins that fit into a byte.</summary>
    public const int Most = 256;

    private readonly float[] _edges;
    private readonly byte[]? _binOfCode;

    private FeatureBins(float[] edges, byte[]? binOfCode, int valueBins, bool hasMissing)
    {
        _edges = edges;
        _binOfCode = binOfCode;
        ValueBins = valueBins;
        HasMissing = hasMissing;
    }

    /// <summary>How many bins hold values.</summary>
    public int ValueBins { get; }

    /// <summary>Whether the bin after those of values holds missing ones.</summary>
    public bool HasMissing { get; }

    /// <summary>How many bins there are.</summary>
    public int Count => ValueBins + (HasMissing ? 1 : 0);

    /// <summary>Whether bins hold categories, which have no order.</summary>
    public bool IsCategory => _binOfCode is not null;

    /// <summary>How many category codes there are.</summary>
    public int Cardinality => _binOfCode?.Length ?? 0;

    /// <summary>The bin of a category code.</summary>
    public byte BinOfCode(int code) => _binOfCode![code];

    /// <summary>The threshold between a bin of numbers and the next one.</summary>
    public float ThresholdAfter(int bin) => bin < _edges.Length ? _edges[bin] : float.MaxValue;

    /// <summary>Bins of numbers: one a distinct value where these are few enough, else bins of about equally many rows.</summary>
    /// <param name="sorted">A sample of the values, ascending, without missing ones.</param>
    /// <param name="hasMissing">Whether the feature has missing values.</param>
    /// <param name="maxBins">The most bins there may be, 2 to 256.</param>
    public static FeatureBins OfNumbers(ReadOnlySpan<float> sorted, bool hasMissing, int maxBins)
    {
        var valueBins = maxBins - (hasMissing ? 1 : 0);
        var edges = new List<float>();
        var distinct = Distinct(sorted, valueBins);
        if (distinct is not null)
        {
            for (var i = 1; i < distinct.Count; i++)
            {
                edges.Add(Threshold.Between(distinct[i - 1], distinct[i]));
            }
        }
        else
        {
            for (var bin = 1; bin < valueBins; bin++)
            {
                AddEdgeAfter((int)((long)sorted.Length * bin / valueBins), sorted, edges);
            }
        }

        return new FeatureBins([.. edges], null, edges.Count + 1, hasMissing);
    }

    /// <summary>Bins of categories: one each for the most frequent, one together for the rest where they are too many.</summary>
    /// <param name="counts">How often each code occurs.</param>
    /// <param name="hasMissing">Whether the feature has missing values.</param>
    /// <param name="maxBins">The most bins there may be, 2 to 256.</param>
    public static FeatureBins OfCategories(ReadOnlySpan<int> counts, bool hasMissing, int maxBins)
    {
        var valueBins = Math.Min(counts.Length, maxBins - (hasMissing ? 1 : 0));
        var binOfCode = new byte[counts.Length];
        var byFrequency = Enumerable.Range(0, counts.Length).ToArray();
        var frequency = counts.ToArray();
        Array.Sort(byFrequency, (a, b) => frequency[a] != frequency[b] ? frequency[b].CompareTo(frequency[a]) : a.CompareTo(b));
        for (var rank = 0; rank < byFrequency.Length; rank++)
        {
            binOfCode[byFrequency[rank]] = (byte)Math.Min(rank, valueBins - 1);
        }

        return new FeatureBins([], binOfCode, valueBins, hasMissing);
    }

    /// <summary>Writes the bins of a column's values.</summary>
    public void Write(ReadOnlySpan<float> values, Span<byte> destination)
    {
        if (_binOfCode is null)
        {
            WriteNumbers(values, destination);
            return;
        }

        for (var r = 0; r < values.Length; r++)
        {
            destination[r] = float.IsNaN(values[r]) ? (byte)ValueBins : _binOfCode[(int)values[r]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void WriteNumbers(ReadOnlySpan<float> values, Span<byte> destination)
    {
        // Halving 256 places takes eight steps, whatever the value: no branch to mispredict.
        var padded = stackalloc int[Most];
        new Span<int>(padded, Most).Fill(int.MaxValue);
        for (var e = 0; e < _edges.Length; e++)
        {
            padded[e] = SortableFloat.Of(_edges[e]);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, values.Length);
        fixed (byte* first = destination)
        {
            var at = first;
            foreach (var value in values)
            {
                var order = SortableFloat.Of(value);
                var edge = padded;
                edge += 128 & IsBelow(edge[127], order);
                edge += 64 & IsBelow(edge[63], order);
                edge += 32 & IsBelow(edge[31], order);
                edge += 16 & IsBelow(edge[15], order);
                edge += 8 & IsBelow(edge[7], order);
                edge += 4 & IsBelow(edge[3], order);
                edge += 2 & IsBelow(edge[1], order);
                edge += 1 & IsBelow(edge[0], order);
                *at = float.IsNaN(value) ? (byte)ValueBins : (byte)(edge - padded);
                at++;
            }
        }
    }

    // All ones where it is below, else zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long IsBelow(int edge, int order) => ((long)edge - order) >> 63;

    // Moves the edge up to where the value changes.
    private static void AddEdgeAfter(int count, ReadOnlySpan<float> sorted, List<float> edges)
    {
        while (count < sorted.Length && sorted[count] == sorted[count - 1])
        {
            count++;
        }

        if (count < sorted.Length)
        {
            var edge = Threshold.Between(sorted[count - 1], sorted[count]);
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }
    }

    private static List<float>? Distinct(ReadOnlySpan<float> sorted, int most)
    {
        var distinct = new List<float>(most);
        foreach (var value in sorted)
        {
            if (distinct.Count == 0 || distinct[^1] != value)
            {
                if (distinct.Count == most)
                {
                    return null;
                }

                distinct.Add(value);
            }
        }

        return distinct;
    }
}
