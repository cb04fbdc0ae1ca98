namespace MlFunctions.Learning;

/// <summary>
/// Newton's method with steps found by preconditioned conjugate gradients and halved until they pay (Nocedal and Wright, 2006,
/// algorithm 7.1; Galli and Lin, 2021, for linear classifiers). Needs products with the Hessian only.
/// </summary>
internal static class NewtonSolver
{
    // Half the squared Newton decrement is how far the value is above the optimum, to second order.
    private const double RelativeTolerance = 1e-11;
    private const double SufficientDecrease = 1e-4;
    private const int MostSteps = 1000;
    private const int MostHalvings = 60;

    /// <summary>Moves <paramref name="point"/> to the minimum and returns the value there.</summary>
    public static double Minimize(ConvexObjective objective, double[] point, CancellationToken cancellationToken, IProgress<double>? progress = null)
    {
        var gradient = new double[point.Length];
        var trial = new double[point.Length];
        var trialGradient = new double[point.Length];
        var direction = new double[point.Length];
        var conjugate = new ConjugateGradients(objective);
        var value = objective.Evaluate(point, gradient);
        for (var step = 0; step < MostSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            conjugate.Solve(gradient, direction, cancellationToken);
            var slope = Lanes.Dot(gradient, direction);
            var excess = -slope / 2;
            if (!(excess > RelativeTolerance * Math.Abs(value)))
            {
                break;
            }

            var length = 1.0;
            var halvings = 0;
            double trialValue;
            while (true)
            {
                point.AsSpan().CopyTo(trial);
                Lanes.AddScaled(direction, length, trial);
                trialValue = objective.Evaluate(trial, trialGradient);
                if (trialValue <= value + SufficientDecrease * length * slope || ++halvings > MostHalvings)
                {
                    break;
                }

                length /= 2;
            }

            if (!(trialValue < value))
            {
                break;
            }

            trial.AsSpan().CopyTo(point);
            (gradient, trialGradient) = (trialGradient, gradient);
            value = trialValue;
            progress?.Report(1 - 1.0 / (step + 2));
        }

        return value;
    }
}
