namespace MlFunctions.Learning;

/// <summary>
/// The hinge by a primal-dual interior point method with predictor and corrector (Mehrotra, 1992; Ferris and Munson, 2002, for
/// support vector machines). Its steps cost one QR of the rows each and their number hardly grows with size, c or scale,
/// where coordinate descent can need millions of sweeps. Ends when the duality gap proves the objective within 1e-8 of the optimum,
/// or where rounding leaves no direction to go: features of size 10⁷ with c of a million, say.
/// </summary>
internal sealed class HingeSolver
{
    private const double RelativeGap = 1e-8;
    private const int MostSteps = 200;
    private const double ShareOfStep = 0.995;

    // The normal equations have a factor of this many columns squared.
    private const int MostColumns = 8192;

    private readonly HingeRows _rows;
    private readonly double[] _parameters;

    private HingeSolver(MarginProblem problem)
    {
        _rows = new HingeRows(problem);
        _parameters = new double[problem.Matrix.Width + 1];
    }

    /// <summary>The weights on the data's columns, then the intercept.</summary>
    /// <exception cref="TrainingException">There are too many columns.</exception>
    public static double[] Solve(MarginProblem problem, CancellationToken cancellationToken) =>
        problem.Matrix.Width < MostColumns
            ? new HingeSolver(problem).Solve(cancellationToken)
            : throw new TrainingException($"{problem.Matrix.Width} encoded columns; with loss hinge at most {MostColumns - 1} can be learned. Use loss squared-hinge.");

    private double[] Solve(CancellationToken cancellationToken)
    {
        var best = _parameters.ToArray();
        var bestValue = double.PositiveInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (primal, dual) = _rows.Values(_parameters);
            if (primal < bestValue)
            {
                bestValue = primal;
                _parameters.CopyTo(best, 0);
            }

            if (!(primal - dual > RelativeGap * bestValue) || !Step())
            {
                break;
            }
        }

        return best;
    }

    // False where rounding leaves no direction to go.
    private bool Step()
    {
        var factor = _rows.Factor();
        var complementarity = _rows.Complementarity(0);
        Direction(factor, 0, isCorrector: false);
        var length = Math.Min(1, _rows.LongestStep());
        var centering = Math.Pow(_rows.Complementarity(length) / complementarity, 3);
        var direction = Direction(factor, centering * complementarity, isCorrector: true);
        length = Math.Min(1, ShareOfStep * _rows.LongestStep());
        if (!(length > 0) || !direction.All(double.IsFinite))
        {
            return false;
        }

        Lanes.AddScaled(direction, length, _parameters);
        _rows.Move(length);
        return true;
    }

    private double[] Direction(TriangularFactor factor, double target, bool isCorrector)
    {
        var direction = _rows.RightSide(_parameters, target, isCorrector);
        factor.SolveNormal(direction);
        _rows.SetDirections(direction);
        return direction;
    }
}
