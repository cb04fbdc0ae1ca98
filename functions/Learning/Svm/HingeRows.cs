namespace MlFunctions.Learning;

/// <summary>
/// The per-row part of <see cref="HingeSolver"/>: for each row ±(w·x + b) + slack − surplus = 1, slack and surplus at least 0, with multipliers
/// alpha (of surplus) and cost − alpha (of slack), and how each is about to move.
/// </summary>
internal sealed class HingeRows
{
    private const int BlockRows = 512;

    private readonly MarginProblem _problem;
    private readonly int _size;
    private readonly int _counted;
    private readonly double[] _alpha;
    private readonly double[] _slack;
    private readonly double[] _surplus;
    private readonly double[] _margin;
    private readonly double[] _alphaStep;
    private readonly double[] _slackStep;
    private readonly double[] _surplusStep;
    private readonly double[] _marginStep;
    private readonly double[] _shift;

    public HingeRows(MarginProblem problem)
    {
        _problem = problem;
        _size = problem.Matrix.Width + 1;
        var rows = problem.SignedCosts.Length;
        _counted = problem.SignedCosts.Count(c => c != 0);
        _alpha = [.. problem.SignedCosts.Select(c => Math.Abs(c) / 2)];
        _slack = Ones(rows);
        _surplus = Ones(rows);
        _margin = new double[rows];
        _alphaStep = new double[rows];
        _slackStep = new double[rows];
        _surplusStep = new double[rows];
        _marginStep = new double[rows];
        _shift = new double[rows];
    }

    /// <summary>The objective at the parameters and a lower bound of its optimum.</summary>
    public (double Primal, double Dual) Values(double[] parameters)
    {
        var sums = Sum(1 + _size + 1, (first, rows, sums) =>
        {
            Span<double> signed = stackalloc double[BlockRows];
            for (var r = 0; r < rows; r++)
            {
                var cost = _problem.SignedCosts[first + r];
                signed[r] = Math.CopySign(cost == 0 ? 0 : _alpha[first + r], cost);
                sums[0] += Math.Abs(cost) * Math.Max(0, 1 - _margin[first + r]);
                sums[^1] += Math.Abs(signed[r]);
            }

            AddTransposed(first, signed[..rows], sums.Slice(1, _size));
        });
        var combined = sums.AsSpan(1, _size);
        return (Lanes.Dot(parameters, parameters) / 2 + sums[0], sums[^1] - Lanes.Dot(combined, combined) / 2);
    }

    /// <summary>R of I + Σ x·xᵀ / (slack/beta + surplus/alpha), x with its 1 for the intercept.</summary>
    public TriangularFactor Factor()
    {
        var factors = new TriangularFactor[_problem.Chunks.Count];
        var zeros = new double[_size];
        _problem.Chunks.Run((chunk, first, end) =>
        {
            factors[chunk] = new TriangularFactor(_size);
            var block = new double[Math.Min(BlockRows, end - first) * _size];
            for (; first < end; first += BlockRows)
            {
                var rows = Math.Min(BlockRows, end - first);
                var columns = block.AsSpan(0, rows * _size);
                _problem.Matrix.CopyCentered(first, rows, zeros, columns);
                columns[^rows..].Fill(1);
                for (var r = 0; r < rows; r++)
                {
                    var root = Math.Sqrt(Softness(first + r));
                    for (var at = r; at < columns.Length; at += rows)
                    {
                        columns[at] *= root;
                    }
                }

                factors[chunk].Add(columns, rows);
            }
        });
        for (var c = 1; c < factors.Length; c++)
        {
            factors[0].Add(factors[c]);
        }

        var identity = new double[_size * _size];
        for (var j = 0; j < _size; j++)
        {
            identity[j * _size + j] = 1;
        }

        factors[0].Add(identity, _size);
        return factors[0];
    }

    /// <summary>The mean of alpha·surplus and beta·slack after a step of some length along the directions.</summary>
    public double Complementarity(double length) => Sum(1, (first, rows, sums) =>
    {
        for (var r = first; r < first + rows; r++)
        {
            var cost = Math.Abs(_problem.SignedCosts[r]);
            if (cost > 0)
            {
                var alpha = _alpha[r] + length * _alphaStep[r];
                sums[0] += alpha * (_surplus[r] + length * _surplusStep[r]) + (cost - alpha) * (_slack[r] + length * _slackStep[r]);
            }
        }
    })[0] / (2.0 * _counted);

    /// <summary>
    /// The right side of the normal equations for complementarity <paramref name="target"/>. The corrector takes in what the
    /// predictor's directions, still in place, leave out to second order.
    /// </summary>
    public double[] RightSide(double[] parameters, double target, bool isCorrector)
    {
        var right = Sum(_size, (first, rows, sums) =>
        {
            Span<double> signed = stackalloc double[BlockRows];
            for (var r = 0; r < rows; r++)
            {
                var row = first + r;
                var cost = Math.Abs(_problem.SignedCosts[row]);
                signed[r] = 0;
                if (cost > 0)
                {
                    var beta = cost - _alpha[row];
                    var slackGoal = target + (isCorrector ? _alphaStep[row] * _slackStep[row] : 0);
                    var surplusGoal = target - (isCorrector ? _alphaStep[row] * _surplusStep[row] : 0);
                    _slackStep[row] = slackGoal / beta - _slack[row];
                    _surplusStep[row] = surplusGoal / _alpha[row] - _surplus[row];
                    _shift[row] = 1 + _surplus[row] - _slack[row] - _margin[row] - _slackStep[row] + _surplusStep[row];
                    signed[r] = _problem.SignedCosts[row] < 0 ? -(_alpha[row] + _shift[row] * Softness(row)) : _alpha[row] + _shift[row] * Softness(row);
                }
            }

            AddTransposed(first, signed[..rows], sums);
        });
        Lanes.AddScaled(parameters, -1, right);
        return right;
    }

    /// <summary>How each row moves when the parameters move by <paramref name="direction"/>.</summary>
    public void SetDirections(double[] direction) => _problem.Chunks.Run((_, first, end) =>
    {
        for (; first < end; first += BlockRows)
        {
            var rows = Math.Min(BlockRows, end - first);
            var steps = _marginStep.AsSpan(first, rows);
            steps.Fill(direction[^1]);
            _problem.Matrix.AddScores(first, direction, steps);
            for (var row = first; row < first + rows; row++)
            {
                var cost = Math.Abs(_problem.SignedCosts[row]);
                _marginStep[row] = _problem.SignedCosts[row] < 0 ? -_marginStep[row] : _marginStep[row];
                if (cost > 0)
                {
                    _alphaStep[row] = (_shift[row] - _marginStep[row]) * Softness(row);
                    _slackStep[row] += _slack[row] / (cost - _alpha[row]) * _alphaStep[row];
                    _surplusStep[row] -= _surplus[row] / _alpha[row] * _alphaStep[row];
                }
            }
        }
    });

    /// <summary>How far the rows can move along their directions until a slack, surplus or multiplier is 0.</summary>
    public double LongestStep()
    {
        var longest = double.PositiveInfinity;
        for (var row = 0; row < _alpha.Length; row++)
        {
            var cost = Math.Abs(_problem.SignedCosts[row]);
            if (cost > 0)
            {
                longest = Math.Min(longest, Limit(_alpha[row], _alphaStep[row]));
                longest = Math.Min(longest, Limit(cost - _alpha[row], -_alphaStep[row]));
                longest = Math.Min(longest, Limit(_slack[row], _slackStep[row]));
                longest = Math.Min(longest, Limit(_surplus[row], _surplusStep[row]));
            }
        }

        return longest;

        static double Limit(double value, double step) => step < 0 ? -value / step : double.PositiveInfinity;
    }

    /// <summary>Moves along the directions.</summary>
    public void Move(double length)
    {
        Lanes.AddScaled(_alphaStep, length, _alpha);
        Lanes.AddScaled(_slackStep, length, _slack);
        Lanes.AddScaled(_surplusStep, length, _surplus);
        Lanes.AddScaled(_marginStep, length, _margin);
    }

    // 1 / (slack/beta + surplus/alpha), 0 for a row that is left out.
    private double Softness(int row)
    {
        var cost = Math.Abs(_problem.SignedCosts[row]);
        return cost > 0 ? 1 / (_slack[row] / (cost - _alpha[row]) + _surplus[row] / _alpha[row]) : 0;
    }

    private void AddTransposed(int first, ReadOnlySpan<double> values, Span<double> sums)
    {
        _problem.Matrix.AddTransposed(first, values, sums);
        sums[_size - 1] += Lanes.Sum(values);
    }

    private delegate void BlockSum(int firstRow, int rows, Span<double> sums);

    private double[] Sum(int width, BlockSum add)
    {
        var partial = new double[_problem.Chunks.Count * width];
        _problem.Chunks.Run((chunk, first, end) =>
        {
            for (; first < end; first += BlockRows)
            {
                add(first, Math.Min(BlockRows, end - first), partial.AsSpan(chunk * width, width));
            }
        });
        return RowChunks.Total(partial, width);
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
