namespace MlFunctions.Learning;

/// <summary>
/// Coordinate descent on ½‖y − X·w‖² + l1·‖w‖₁ + ½·l2·‖w‖² by the products XᵀX and Xᵀy, so that a sweep does not touch the rows.
/// Where sweeps creep, because columns are nearly alike, the quadratic on the signs found so far is minimised directly
/// (feature-sign search; Lee et al., 2007). Ends when the duality gap proves the objective within a billionth of the optimum.
/// </summary>
internal sealed class ElasticNetDescent
{
    private const double RelativeGap = 1e-9;

    // The gap is a difference of sums of squares; below this share of ‖y‖² it is rounding.
    private const double RoundingGap = 1e-13;
    private const int SweepsBetweenGaps = 10;
    private const int MostSweeps = 100_000;

    // Direct steps cost the cube of the weights that are not 0; they come at growing distances, so that sweeps can do without.
    private const int SweepsBeforeDirectStep = 200;
    private const double DirectStepSpacing = 1.3;
    private const int MostDirectSteps = 30;
    private const int MostDirectWeights = 2000;
    private const double SingularTolerance = 1e-14;

    private readonly double _l1;
    private readonly double _l2;
    private readonly int _width;
    private readonly double[] _gram;
    private readonly TriangularFactor _factor;

    public ElasticNetDescent(CenteredLeastSquares problem, double l1, double l2)
    {
        _l1 = l1;
        _l2 = l2;
        _width = problem.Width;
        _factor = problem.Factor;
        _gram = new double[_width * _width];
        for (var j = 0; j < _width; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                var isConstant = problem.Statistics.Deviations[j] == 0 || problem.Statistics.Deviations[k] == 0;
                _gram[j * _width + k] = _gram[k * _width + j] = isConstant ? 0 : Product(j, k);
            }
        }
    }

    /// <summary>The weights, one array a target.</summary>
    public double[][] Solve(CancellationToken cancellationToken)
    {
        var solution = new double[_factor.Size - _width][];
        for (var t = 0; t < solution.Length; t++)
        {
            solution[t] = SolveTarget(_width + t, cancellationToken);
        }

        return solution;
    }

    private double[] SolveTarget(int target, CancellationToken cancellationToken)
    {
        var weights = new double[_width];
        var fitted = new double[_width];
        var correlations = new double[_width];
        for (var j = 0; j < _width; j++)
        {
            correlations[j] = _gram[j * _width + j] > 0 ? Product(j, target) : 0;
        }

        var squares = Product(target, target);
        var nextDirect = SweepsBeforeDirectStep;
        for (var sweep = 1; sweep <= MostSweeps; sweep++)
        {
            Sweep(weights, fitted, correlations);
            if (sweep >= nextDirect)
            {
                nextDirect = (int)(sweep * DirectStepSpacing);
                for (var step = 0; step < MostDirectSteps && StepDirectly(weights, fitted, correlations); step++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            if (sweep % SweepsBetweenGaps == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (objective, gap) = Gap(weights, fitted, correlations, squares);
                if (!(gap > RelativeGap * objective + RoundingGap * squares))
                {
                    break;
                }
            }
        }

        return weights;
    }

    // fitted = XᵀX·w is kept up to date, so that a weight which does not move costs nothing.
    private void Sweep(double[] weights, double[] fitted, double[] correlations)
    {
        for (var j = 0; j < _width; j++)
        {
            var column = _gram.AsSpan(j * _width, _width);
            if (column[j] == 0)
            {
                continue;
            }

            var pull = correlations[j] - fitted[j] + column[j] * weights[j];
            var weight = Math.CopySign(Math.Max(0, Math.Abs(pull) - _l1), pull) / (column[j] + _l2);
            if (weight != weights[j])
            {
                Lanes.AddScaled(column, weight - weights[j], fitted);
                weights[j] = weight;
            }
        }
    }

    // To the minimum on the signs of the weights, or as far as they stay; tells whether another step from there could help.
    private bool StepDirectly(double[] weights, double[] fitted, double[] correlations)
    {
        int[] active = [.. Enumerable.Range(0, _width).Where(j => weights[j] != 0)];
        var count = active.Length;
        if (count is 0 or > MostDirectWeights)
        {
            return false;
        }

        var curvature = new double[count * count];
        var goal = new double[count];
        for (var a = 0; a < count; a++)
        {
            goal[a] = correlations[active[a]] - Math.CopySign(_l1, weights[active[a]]);
            for (var b = 0; b < count; b++)
            {
                curvature[a * count + b] = _gram[active[a] * _width + active[b]] + (a == b ? _l2 : 0);
            }
        }

        var qr = new HouseholderQr(curvature, count, count, SingularTolerance);
        if (qr.Rank < count)
        {
            return false;
        }

        qr.ApplyTransposed(goal);
        var target = qr.SolveTriangle(goal);
        var length = 1.0;
        var blocking = -1;
        for (var a = 0; a < count; a++)
        {
            var weight = weights[active[a]];
            if (Math.Sign(target[a]) != Math.Sign(weight) && weight / (weight - target[a]) < length)
            {
                (length, blocking) = (weight / (weight - target[a]), a);
            }
        }

        for (var a = 0; a < count; a++)
        {
            weights[active[a]] = a == blocking ? 0 : weights[active[a]] + length * (target[a] - weights[active[a]]);
        }

        Array.Clear(fitted);
        foreach (var j in active)
        {
            Lanes.AddScaled(_gram.AsSpan(j * _width, _width), weights[j], fitted);
        }

        return blocking >= 0;
    }

    // The dual point is the residual, shrunk until it is feasible (Kim et al., 2007).
    private (double Objective, double Gap) Gap(double[] weights, double[] fitted, double[] correlations, double squares)
    {
        double steepest = 0, absolute = 0, norm = 0;
        for (var j = 0; j < _width; j++)
        {
            steepest = Math.Max(steepest, Math.Abs(correlations[j] - fitted[j] - _l2 * weights[j]));
            absolute += Math.Abs(weights[j]);
            norm += weights[j] * weights[j];
        }

        var explained = Lanes.Dot(weights, correlations);
        var residual = Math.Max(0, squares - 2 * explained + Lanes.Dot(weights, fitted));
        var shrink = steepest > _l1 ? _l1 / steepest : 1;
        var gap = 0.5 * residual * (1 + shrink * shrink) + _l1 * absolute - shrink * (squares - explained) + 0.5 * _l2 * norm * (1 + shrink * shrink);
        return (0.5 * residual + _l1 * absolute + 0.5 * _l2 * norm, gap);
    }

    // A product of two columns of the data is one of two columns of R.
    private double Product(int a, int b)
    {
        var sum = 0.0;
        for (var i = 0; i <= Math.Min(a, b); i++)
        {
            sum += _factor[i, a] * _factor[i, b];
        }

        return sum;
    }
}
