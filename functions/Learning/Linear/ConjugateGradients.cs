namespace MlFunctions.Learning;

/// <summary>Solves H·d = −g for a Newton step, about as exactly as the step deserves.</summary>
internal sealed class ConjugateGradients(ConvexObjective objective)
{
    private const double LoosestForcing = 0.1;

    private readonly double[] _residual = new double[objective.Dimension];
    private readonly double[] _preconditioned = new double[objective.Dimension];
    private readonly double[] _conjugate = new double[objective.Dimension];
    private readonly double[] _product = new double[objective.Dimension];
    private readonly double[] _diagonal = new double[objective.Dimension];
    private double _firstSize = double.NaN;

    public void Solve(ReadOnlySpan<double> gradient, Span<double> direction, CancellationToken cancellationToken)
    {
        objective.GuessDiagonal(_diagonal);
        direction.Clear();
        for (var j = 0; j < gradient.Length; j++)
        {
            _residual[j] = -gradient[j];
            _preconditioned[j] = _residual[j] / _diagonal[j];
            _conjugate[j] = _preconditioned[j];
        }

        var size = Lanes.Dot(_residual, _preconditioned);
        _firstSize = double.IsNaN(_firstSize) ? size : _firstSize;

        // Steps become exact as the optimum nears, which makes convergence superlinear.
        var forcing = Math.Min(LoosestForcing, Math.Pow(size / _firstSize, 0.25));
        var wanted = forcing * forcing * size;
        for (var i = 0; i < Math.Max(50, 2 * gradient.Length) && size > wanted && size > 0; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            objective.MultiplyHessian(_conjugate, _product);
            var curvature = Lanes.Dot(_conjugate, _product);
            if (!(curvature > 0))
            {
                break;
            }

            Lanes.AddScaled(_conjugate, size / curvature, direction);
            Lanes.AddScaled(_product, -size / curvature, _residual);
            for (var j = 0; j < _residual.Length; j++)
            {
                _preconditioned[j] = _residual[j] / _diagonal[j];
            }

            var next = Lanes.Dot(_residual, _preconditioned);
            var ratio = next / size;
            for (var j = 0; j < _residual.Length; j++)
            {
                _conjugate[j] = _preconditioned[j] + ratio * _conjugate[j];
            }

            size = next;
        }
    }
}
