namespace MlFunctions.Learning;

/// <summary>
/// The reduction of absolute error, summed over outputs. Its leaves predict the median.
/// The median of every first part of the rows is found by taking rows away from the end, one by one,
/// and stepping to a neighbour in target order: constant time a row.
/// </summary>
internal sealed class AbsoluteError : SplitCriterion
{
    private readonly int[][] _orders;
    private readonly int[] _positions;
    private readonly RunningMedian _median;
    private readonly int[] _moved;
    private int _start;
    private int _end;
    private int _loaded = -1;

    public AbsoluteError(TreeTargets targets)
        : base(targets)
    {
        _orders = [.. Enumerable.Range(0, targets.Outputs).Select(targets.RowsByOutput)];
        _positions = new int[targets.Weights.Length];
        _median = new RunningMedian(targets.Rows.Length);
        _moved = new int[targets.Rows.Length];
    }

    public override void Enter(int start, int end) => (_start, _end, _loaded) = (start, end, -1);

    public override void Divide(bool[] goesLeft)
    {
        foreach (var order in _orders)
        {
            StablePartition.Apply(order.AsSpan(_start, _end - _start), goesLeft, _moved);
        }
    }

    public override void Score(ReadOnlySpan<int> rows, Span<double> scores)
    {
        scores[..(rows.Length - 1)].Clear();
        for (var o = 0; o < Targets.Outputs; o++)
        {
            Load(o);
            _median.SubtractLosses(rows, _positions, fromEnd: true, scores);
            _median.SubtractLosses(rows, _positions, fromEnd: false, scores);
        }
    }

    public override void Leaf(ReadOnlySpan<int> rows, Span<double> values)
    {
        for (var o = 0; o < values.Length; o++)
        {
            Load(o);
            values[o] = _median.Median();
        }
    }

    // Every feature of a node is scored with the same values.
    private void Load(int output)
    {
        if (_loaded != output)
        {
            _median.Load(_orders[output].AsSpan(_start, _end - _start), Targets, output, _positions);
            _loaded = output;
        }
    }
}
