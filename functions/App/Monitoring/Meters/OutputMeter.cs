using System.Numerics.Tensors;
using MlFunctions.Preparation;

namespace MlFunctions.Monitoring;

/// <summary>Counts what a model predicts: which class, or for each target the numbers and how they fall into the parts of its training data.</summary>
internal sealed class OutputMeter
{
    // More classes than these would take more of the stack than they save.
    private const int MostCountedFirst = 256;

    private readonly IReadOnlyList<string> _names;
    private readonly long[]? _classes;
    private readonly ColumnParts?[] _parts;
    private readonly double[][] _bounds;
    private readonly long[][] _counts;
    private readonly double[] _sums;

    private OutputMeter(IReadOnlyList<string> names, bool isOfClasses, ColumnParts?[] parts)
    {
        _names = names;
        _classes = isOfClasses ? new long[names.Count] : null;
        _parts = parts;
        _bounds = [.. parts.Select(column => column?.Bounds?.ToArray() ?? [])];
        _counts = [.. parts.Select(column => new long[column?.Rows.Count ?? 1])];
        _sums = new double[parts.Length];
    }

    /// <summary>Of a model that scores classes, in their order.</summary>
    public static OutputMeter OfClasses(IReadOnlyList<string> labels) => new(labels, isOfClasses: true, []);

    /// <summary>Of a model that predicts numbers.</summary>
    /// <param name="targets">The name of each, and how its training data is divided (null: not known).</param>
    public static OutputMeter OfNumbers(IReadOnlyList<(string Name, ColumnParts? Parts)> targets) =>
        new([.. targets.Select(target => target.Name)], isOfClasses: false, [.. targets.Select(target => target.Parts is { Bounds: not null } parts ? parts : null)]);

    /// <summary>Counts predictions.</summary>
    /// <param name="outputs">Rows × outputs, row by row.</param>
    public void Count(ReadOnlySpan<double> outputs)
    {
        if (_classes is not null)
        {
            CountClasses(outputs, _classes);
            return;
        }

        for (var output = 0; output < _sums.Length; output++)
        {
            CountNumbers(outputs, output);
        }
    }

    /// <summary>Classification: by label how often it was predicted; empty otherwise.</summary>
    public IReadOnlyDictionary<string, long> ReadClasses() =>
        _names.Zip(ColumnMeter.Copy(_classes ?? [])).ToDictionary(entry => entry.First, entry => entry.Second, StringComparer.Ordinal);

    /// <summary>Numbers, target by target; empty for classes.</summary>
    public IReadOnlyList<NumberFigures> ReadNumbers() =>
    [
        .. Enumerable.Range(0, _sums.Length).Select(output =>
        {
            var counts = ColumnMeter.Copy(_counts[output]);
            return new NumberFigures(_names[output], counts.Sum(), Volatile.Read(ref _sums[output]), _parts[output] is { } parts ? new ColumnFigures(_names[output], parts, counts) : null);
        }),
    ];

    private static void CountClasses(ReadOnlySpan<double> outputs, long[] classes)
    {
        // Many rows are counted here first, as values of features are.
        Span<int> counted = stackalloc int[classes.Length <= MostCountedFirst && outputs.Length > classes.Length ? classes.Length : 0];
        for (var row = 0; row < outputs.Length; row += classes.Length)
        {
            var predicted = TensorPrimitives.IndexOfMax(outputs.Slice(row, classes.Length));
            if (counted.IsEmpty)
            {
                Interlocked.Increment(ref classes[predicted]);
            }
            else
            {
                counted[predicted]++;
            }
        }

        ColumnMeter.Add(classes, counted);
    }

    private void CountNumbers(ReadOnlySpan<double> outputs, int output)
    {
        var (counts, bounds) = (_counts[output], _bounds[output]);
        Span<int> counted = stackalloc int[counts.Length];
        var sum = 0.0;
        for (var place = output; place < outputs.Length; place += _sums.Length)
        {
            counted[ColumnMeter.IntervalOf(outputs[place], bounds)]++;
            sum += outputs[place];
        }

        ColumnMeter.Add(counts, counted);
        var before = Volatile.Read(ref _sums[output]);
        while (Interlocked.CompareExchange(ref _sums[output], before + sum, before) is var found && found != before)
        {
            before = found;
        }
    }
}
