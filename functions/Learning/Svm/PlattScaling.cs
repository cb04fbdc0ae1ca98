namespace MlFunctions.Learning;

/// <summary>Fits P(class | score) = 1 / (1 + e^(A·score + B)) (Platt, 1999), by the Newton method of Lin, Lin and Weng (2007).</summary>
internal static class PlattScaling
{
    private const int MostSteps = 100;
    private const double SmallestStep = 1e-10;
    private const double Ridge = 1e-12;
    private const double SufficientDecrease = 1e-4;

    /// <summary>A and B.</summary>
    /// <param name="scores">Scores of rows that the classifier was not trained on.</param>
    /// <param name="isPositive">Whether each row is of the class.</param>
    /// <param name="weights">How much each row counts.</param>
    public static (double A, double B) Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights)
    {
        double positive = 0, negative = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            positive += isPositive[i] ? weights[i] : 0;
            negative += isPositive[i] ? 0 : weights[i];
        }

        // Targets a little inside 0 and 1, as if one more row of each class were expected.
        var sample = new Sample(scores, isPositive, weights, (positive + 1) / (positive + 2), 1 / (negative + 2));
        var (a, b) = (0.0, Math.Log((negative + 1) / (positive + 1)));
        var loss = Loss(sample, a, b);
        for (var step = 0; step < MostSteps; step++)
        {
            var (ga, gb, haa, hab, hbb) = Derivatives(sample, a, b);
            var determinant = haa * hbb - hab * hab;
            var (da, db) = (-(hbb * ga - hab * gb) / determinant, -(haa * gb - hab * ga) / determinant);
            var slope = ga * da + gb * db;
            var length = 1.0;
            var next = Loss(sample, a + da, b + db);
            while (!(next <= loss + SufficientDecrease * length * slope) && length > SmallestStep)
            {
                length /= 2;
                next = Loss(sample, a + length * da, b + length * db);
            }

            if (!(next < loss))
            {
                break;
            }

            (a, b, loss) = (a + length * da, b + length * db, next);
        }

        return (a, b);
    }

    private static double Loss(in Sample sample, double a, double b)
    {
        var loss = 0.0;
        for (var i = 0; i < sample.Scores.Length; i++)
        {
            var z = a * sample.Scores[i] + b;
            loss += sample.Weights[i] * (Math.Max(z, 0) - (1 - sample.Target(i)) * z + Math.Log(1 + Math.Exp(-Math.Abs(z))));
        }

        return loss;
    }

    private static (double A, double B, double AA, double AB, double BB) Derivatives(in Sample sample, double a, double b)
    {
        double ga = 0, gb = 0, haa = Ridge, hab = 0, hbb = Ridge;
        for (var i = 0; i < sample.Scores.Length; i++)
        {
            var score = sample.Scores[i];
            var p = Sigmoid.Of(-(a * score + b));
            var residual = sample.Weights[i] * (sample.Target(i) - p);
            var curvature = sample.Weights[i] * p * (1 - p);
            ga += score * residual;
            gb += residual;
            haa += score * score * curvature;
            hab += score * curvature;
            hbb += curvature;
        }

        return (ga, gb, haa, hab, hbb);
    }

    private readonly ref struct Sample(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights, double high, double low)
    {
        private readonly ReadOnlySpan<bool> _isPositive = isPositive;
        private readonly double _high = high;
        private readonly double _low = low;

        public ReadOnlySpan<double> Scores { get; } = scores;

        public ReadOnlySpan<double> Weights { get; } = weights;

        public double Target(int row) => _isPositive[row] ? _high : _low;
    }
}
