using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning;

/// <summary>The weighted median of values that are taken away one by one, and the sum of absolute differences from it.</summary>
/// <remarks>Values are linked in their order, so that the median steps to a neighbour in constant time.</remarks>
internal sealed class RunningMedian(int capacity)
{
    // The first and the one after the last are ends without weight.
    private readonly Entry[] _entries = new Entry[capacity + 2];
    private readonly Entry[] _left = new Entry[capacity + 2];
    private int _count;
    private double _reference;
    private double _weight;
    private double _sum;

    /// <summary>Starts afresh with the rows, which are in order of the output, and notes the position of each row.</summary>
    public void Load(ReadOnlySpan<int> ordered, TreeTargets targets, int output, int[] positions)
    {
        _count = ordered.Length;
        _weight = _sum = 0;
        // Differences from the middle value keep the digits of targets that are far from zero.
        _reference = targets.Values[ordered[_count / 2] * targets.Outputs + output];
        for (var i = 0; i < ordered.Length; i++)
        {
            var row = ordered[i];
            var weight = targets.Weights[row];
            var weighted = weight * (targets.Values[row * targets.Outputs + output] - _reference);
            positions[row] = i + 1;
            _entries[i + 1] = new Entry(weight, weighted, i, i + 2);
            _weight += weight;
            _sum += weighted;
        }
    }

    /// <summary>The median of all values; halfway between two of them when as much weight is below as above.</summary>
    public double Median()
    {
        var below = 0.0;
        for (var i = 1; ; i++)
        {
            below += _entries[i].Weight;
            if (below == _weight / 2 && i < _count)
            {
                return _reference + (Value(i) + Value(i + 1)) / 2;
            }

            if (below >= _weight / 2 || i == _count)
            {
                return _reference + Value(i);
            }
        }
    }

    /// <summary>Takes the rows away, one by one but for the last, and subtracts after each the sum of weight × |value − median| of those left.</summary>
    /// <param name="rows">All rows; taken from the first to the last, or the other way round.</param>
    /// <param name="positions">The position of each row, as <see cref="Load"/> noted it.</param>
    /// <param name="fromEnd">Whether the last row goes first.</param>
    /// <param name="scores">Score i is of the division after row i.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SubtractLosses(ReadOnlySpan<int> rows, int[] positions, bool fromEnd, Span<double> scores)
    {
        Array.Copy(_entries, _left, _count + 2);
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_left);
        double weight = _weight, sum = _sum, weightBelow = 0, sumBelow = 0;
        var median = 1;
        var (index, step, after) = fromEnd ? (rows.Length - 1, -1, -1) : (0, 1, 0);
        for (var left = rows.Length; ;)
        {
            // The ends of the chain stop both loops where weights differ so much that their sums are all rounding.
            while (weightBelow > weight / 2 && Unsafe.Add(ref entries, median).Previous > 0)
            {
                median = Unsafe.Add(ref entries, median).Previous;
                weightBelow -= Unsafe.Add(ref entries, median).Weight;
                sumBelow -= Unsafe.Add(ref entries, median).Weighted;
            }

            ref var middle = ref Unsafe.Add(ref entries, median);
            while (weightBelow + middle.Weight < weight / 2 && middle.Next <= _count)
            {
                weightBelow += middle.Weight;
                sumBelow += middle.Weighted;
                median = middle.Next;
                middle = ref Unsafe.Add(ref entries, median);
            }

            if (left < rows.Length)
            {
                var value = middle.Weighted / middle.Weight;
                scores[index + after - step] -= value * (2 * weightBelow + middle.Weight - weight) + sum - 2 * sumBelow - middle.Weighted;
            }

            if (--left == 0)
            {
                return;
            }

            var position = positions[rows[index]];
            index += step;
            ref var removed = ref Unsafe.Add(ref entries, position);
            Unsafe.Add(ref entries, removed.Previous).Next = removed.Next;
            Unsafe.Add(ref entries, removed.Next).Previous = removed.Previous;
            weight -= removed.Weight;
            sum -= removed.Weighted;

            // All ones where the row was below the median: a branch here would be mispredicted every other time.
            var below = (long)((position - median) >> 31);
            weightBelow -= BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(removed.Weight) & below);
            sumBelow -= BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(removed.Weighted) & below);
            if (position == median)
            {
                median = removed.Next;
                if (median > _count)
                {
                    median = removed.Previous;
                    weightBelow -= Unsafe.Add(ref entries, median).Weight;
                    sumBelow -= Unsafe.Add(ref entries, median).Weighted;
                }
            }
        }
    }

    private double Value(int position) => _entries[position].Weighted / _entries[position].Weight;

    [StructLayout(LayoutKind.Sequential)]
    private record struct Entry(double Weight, double Weighted, int Previous, int Next);
}
