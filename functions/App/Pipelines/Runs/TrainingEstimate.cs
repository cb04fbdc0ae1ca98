namespace MlFunctions.Pipelines;

/// <summary>How long the training of a run will still take, by what its folds have taken so far. Pure: the orchestration gives the times.</summary>
internal sealed class TrainingEstimate
{
    private readonly int[] _left;
    private readonly double[] _seconds;
    private readonly int[] _measured;

    /// <summary>Before the first fold.</summary>
    /// <param name="pieces">For each candidate how many pieces of work it is: its folds in all rounds, and the training that follows.</param>
    public TrainingEstimate(IEnumerable<int> pieces)
    {
        _left = [.. pieces];
        _seconds = new double[_left.Length];
        _measured = new int[_left.Length];
    }

    /// <summary>A piece of work is done.</summary>
    /// <param name="candidate">Which candidate.</param>
    /// <param name="seconds">What it took; null: nothing that tells of others, since it was taken from an earlier run.</param>
    public void Done(int candidate, double? seconds)
    {
        _left[candidate] = Math.Max(0, _left[candidate] - 1);
        if (seconds is { } measured)
        {
            _seconds[candidate] += measured;
            _measured[candidate]++;
        }
    }

    /// <summary>A candidate needs no more.</summary>
    public void Ended(int candidate) => _left[candidate] = 0;

    /// <summary>How many seconds are left; null while nothing has been measured.</summary>
    /// <param name="elapsed">How many seconds the training has taken so far.</param>
    public double? SecondsLeft(double elapsed)
    {
        var spent = _seconds.Sum();
        var measured = _measured.Sum();
        if (measured == 0 || _left.Sum() == 0)
        {
            return measured == 0 && _left.Sum() > 0 ? null : 0;
        }

        // A candidate of which nothing is known yet is taken to be like the others; work is done so many pieces at a time as it was so far.
        var work = _left.Select((left, i) => left * (_measured[i] > 0 ? _seconds[i] / _measured[i] : spent / measured)).Sum();
        var atOnce = Math.Max(1, elapsed > 0 ? spent / elapsed : 1);
        return work / atOnce;
    }
}
