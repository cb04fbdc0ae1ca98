namespace MlFunctions.Learning;

/// <summary>The weighted median of values from which values are taken away, and the sum of absolute differences from it.</summary>
internal sealed class RunningMedian(int capacity)
{
    private readonly double[] _values = new double[capacity];
    private readonly double[] _weights = new double[capacity];
    private readonly int[] _next = new int[capacity];
    private readonly int[] _previous = new int[capacity];
    private int _count;
    private int _median;
    private double _reference;
    private double _weight, _sum;
    private double _weightBelow, _sumBelow;

    /// <summary>The sum of weight × |value − median|.</summary>
    public double Loss
    {
        get
        {
            var median = _values[_median];
            var atMedian = _weights[_median];
            var weightAbove = _weight - _weightBelow - atMedian;
            var sumAbove = _sum - _sumBelow - atMedian * median;
            return median * (_weightBelow - weightAbove) - _sumBelow + sumAbove;
        }
    }

    /// <summary>The median; halfway between two values when as much weight is below as above.</summary>
    public double Value => _weightBelow + _weights[_median] == _weight / 2 && _next[_median] < _count
        ? _reference + (_values[_median] + _values[_next[_median]]) / 2
        : _reference + _values[_median];

    /// <summary>Starts afresh with the rows, which are in order of the output.</summary>
    public void Load(ReadOnlySpan<int> ordered, TreeTargets targets, int output)
    {
        _count = ordered.Length;
        _weight = _sum = _weightBelow = _sumBelow = 0;
        _median = 0;
        // Differences from the middle value keep the digits of targets that are far from zero.
        _reference = targets.Values[ordered[_count / 2] * targets.Outputs + output];
        for (var i = 0; i < _count; i++)
        {
            _values[i] = targets.Values[ordered[i] * targets.Outputs + output] - _reference;
            _weights[i] = targets.Weights[ordered[i]];
            _next[i] = i + 1;
            _previous[i] = i - 1;
            _weight += _weights[i];
            _sum += _weights[i] * _values[i];
        }

        Settle();
    }

    /// <summary>Takes away the value at a position of the order; at least one is left.</summary>
    public void Remove(int position)
    {
        var (previous, next) = (_previous[position], _next[position]);
        if (previous >= 0)
        {
            _next[previous] = next;
        }

        if (next < _count)
        {
            _previous[next] = previous;
        }

        var weight = _weights[position];
        _weight -= weight;
        _sum -= weight * _values[position];
        if (position < _median)
        {
            _weightBelow -= weight;
            _sumBelow -= weight * _values[position];
        }
        else if (position == _median)
        {
            if (next < _count)
            {
                _median = next;
            }
            else
            {
                StepDown(previous);
            }
        }

        Settle();
    }

    private void Settle()
    {
        while (_weightBelow > _weight / 2 && _previous[_median] >= 0)
        {
            StepDown(_previous[_median]);
        }

        while (_weightBelow + _weights[_median] < _weight / 2 && _next[_median] < _count)
        {
            _weightBelow += _weights[_median];
            _sumBelow += _weights[_median] * _values[_median];
            _median = _next[_median];
        }
    }

    private void StepDown(int previous)
    {
        _median = previous;
        _weightBelow -= _weights[previous];
        _sumBelow -= _weights[previous] * _values[previous];
    }
}
