using System.Collections.Frozen;
using MlFunctions.Preparation;

namespace MlFunctions.Monitoring;

/// <summary>Counts how the values of one feature fall into the parts that the training data was divided into.</summary>
internal sealed class ColumnMeter
{
    private readonly string _name;
    private readonly ColumnParts _parts;
    private readonly double[] _bounds;
    private readonly FrozenDictionary<string, int>? _words;
    private readonly long[] _counts;

    /// <summary>A meter that has counted nothing.</summary>
    public ColumnMeter(string name, ColumnParts parts)
    {
        _name = name;
        _parts = parts;
        _bounds = [.. parts.Bounds ?? []];
        _words = parts.Words?.Select((word, part) => (word, part)).ToFrozenDictionary(w => w.word, w => w.part, StringComparer.Ordinal);
        _counts = new long[parts.Rows.Count];
    }

    private int Missing => _counts.Length - 1;

    /// <summary>Counts the values of one input.</summary>
    /// <param name="rows">Rows × inputs, row by row.</param>
    /// <param name="input">Which input.</param>
    /// <param name="inputs">How many inputs a row has.</param>
    public void Count(ReadOnlySpan<FeatureValue> rows, int input, int inputs)
    {
        if (rows.Length == inputs)
        {
            Interlocked.Increment(ref _counts[PartOf(rows[input])]);
            return;
        }

        // Many rows are counted here first, so that processors do not take turns at each.
        Span<int> counted = stackalloc int[_counts.Length];
        for (var place = input; place < rows.Length; place += inputs)
        {
            counted[PartOf(rows[place])]++;
        }

        Add(_counts, counted);
    }

    /// <summary>Adds what was counted to counters that others add to as well.</summary>
    public static void Add(long[] counts, ReadOnlySpan<int> counted)
    {
        for (var part = 0; part < counted.Length; part++)
        {
            if (counted[part] > 0)
            {
                Interlocked.Add(ref counts[part], counted[part]);
            }
        }
    }

    /// <summary>What it has counted so far.</summary>
    public ColumnFigures Read() => new(_name, _parts, Copy(_counts));

    /// <summary>Reads counters that go on counting.</summary>
    public static long[] Copy(long[] counts)
    {
        var copy = new long[counts.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = Interlocked.Read(ref counts[i]);
        }

        return copy;
    }

    /// <summary>The interval that a number falls into; a bound belongs to the one above it.</summary>
    public static int IntervalOf(double value, double[] bounds)
    {
        var interval = 0;
        while (interval < bounds.Length && value >= bounds[interval])
        {
            interval++;
        }

        return interval;
    }

    private int PartOf(in FeatureValue value) => value.Kind switch
    {
        // As training saw it: in files numbers are read into floats.
        FeatureValueKind.Number when _words is null => IntervalOf(value.Single, _bounds),
        FeatureValueKind.Text when _words is not null => _words.TryGetValue(value.Text!, out var part) ? part : _words.Count,
        _ => Missing,
    };
}
