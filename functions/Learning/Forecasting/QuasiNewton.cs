namespace MlFunctions.Learning;

/// <summary>Minimises a smooth function of few variables by BFGS (Nocedal and Wright, 2006, chapter 6), with derivatives by central differences.</summary>
internal static class QuasiNewton
{
    private const int MostSteps = 200;
    private const double Difference = 1e-5;
    private const double GradientTolerance = 1e-7;
    private const double SufficientDecrease = 1e-4;

    // Differences of function values this small are rounding.
    private const double SmallestDecrease = 1e-12;

    /// <summary>The point of a local minimum, from a starting point.</summary>
    public static double[] Minimize(Func<double[], double> function, double[] start, CancellationToken cancellationToken)
    {
        var size = start.Length;
        var point = start.ToArray();
        var value = function(point);
        var gradient = Gradient(function, point);
        var inverse = Identity(size);
        for (var step = 0; step < MostSteps && gradient.Max(Math.Abs) > GradientTolerance * Math.Max(1, Math.Abs(value)); step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var direction = new double[size];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                {
                    direction[i] -= inverse[i, j] * gradient[j];
                }
            }

            var slope = Dot(direction, gradient);
            if (!(slope < 0))
            {
                break;
            }

            var (next, nextValue) = Search(function, point, value, direction, slope);
            if (!(value - nextValue > SmallestDecrease * Math.Max(1, Math.Abs(value))))
            {
                break;
            }

            var nextGradient = Gradient(function, next);
            Update(inverse, [.. next.Zip(point, (a, b) => a - b)], [.. nextGradient.Zip(gradient, (a, b) => a - b)]);
            (point, value, gradient) = (next, nextValue, nextGradient);
        }

        return point;
    }

    private static (double[] Point, double Value) Search(Func<double[], double> function, double[] point, double value, double[] direction, double slope)
    {
        // A partial autocorrelation that leaps by more than this ends up at ±1, where the likelihood is flat.
        var length = Math.Min(1, 1 / direction.Max(Math.Abs));
        while (true)
        {
            double[] next = [.. point.Zip(direction, (x, d) => x + length * d)];
            var nextValue = function(next);
            if (nextValue <= value + SufficientDecrease * length * slope || length < 1e-10)
            {
                return (next, nextValue);
            }

            length /= 2;
        }
    }

    private static void Update(double[,] inverse, double[] step, double[] change)
    {
        var curvature = Dot(step, change);
        if (!(curvature > 0))
        {
            return;
        }

        var size = step.Length;
        var product = new double[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                product[i] += inverse[i, j] * change[j];
            }
        }

        var factor = (1 + Dot(change, product) / curvature) / curvature;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                inverse[i, j] += factor * step[i] * step[j] - (product[i] * step[j] + step[i] * product[j]) / curvature;
            }
        }
    }

    private static double[] Gradient(Func<double[], double> function, double[] point)
    {
        var gradient = new double[point.Length];
        for (var i = 0; i < point.Length; i++)
        {
            var shifted = point.ToArray();
            var h = Difference * Math.Max(1, Math.Abs(point[i]));
            shifted[i] = point[i] + h;
            var above = function(shifted);
            shifted[i] = point[i] - h;
            gradient[i] = (above - function(shifted)) / (2 * h);
        }

        return gradient;
    }

    private static double[,] Identity(int size)
    {
        var identity = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
