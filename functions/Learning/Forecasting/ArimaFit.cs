namespace MlFunctions.Learning;

/// <summary>An ARIMA model of one order, its parameters the most likely ones.</summary>
/// <param name="Order">The order.</param>
/// <param name="Ar">The weights of past differences.</param>
/// <param name="Ma">The weights of past shocks.</param>
/// <param name="Likelihood">The likelihood there.</param>
/// <param name="Observations">How many differences there were.</param>
internal sealed record ArimaFit(ArimaOrder Order, double[] Ar, double[] Ma, ArmaLikelihood Likelihood, int Observations)
{
    // As in Hyndman and Khandakar's search.
    private const double NearestRoot = 1.01;

    /// <summary>Akaike's criterion with the correction for few values (Hurvich and Tsai, 1989); infinite where there are too few for the parameters.</summary>
    public double Aicc
    {
        get
        {
            var k = Order.ParameterCount;
            return Observations > k + 1
                ? -2 * Likelihood.LogLikelihood + 2.0 * k * Observations / (Observations - k - 1)
                : double.PositiveInfinity;
        }
    }

    /// <summary>Whether a root lies so near 1 that the fit stands for another order: differenced once more or less, or both sides cancelling.</summary>
    public bool IsNearUnitRoot =>
        !PartialAutocorrelations.HasRootsBeyond(NearestRoot, Ar) || !PartialAutocorrelations.HasRootsBeyond(NearestRoot, [.. Ma.Select(m => -m)]);

    /// <summary>Fits one order to a series that has been differenced.</summary>
    public static ArimaFit Of(ArimaOrder order, double[] differences, CancellationToken cancellationToken)
    {
        var best = Evaluate(order, differences, new double[order.P + order.Q]);
        foreach (var start in Starts(order))
        {
            // The mean over values keeps steps and tolerances alike for short and long series.
            var free = QuasiNewton.Minimize(f => -Evaluate(order, differences, f).Likelihood.LogLikelihood / differences.Length, start, cancellationToken);
            var fit = Evaluate(order, differences, free);
            best = fit.Likelihood.LogLikelihood > best.Likelihood.LogLikelihood ? fit : best;
        }

        return best;
    }

    // The likelihood can have several maxima where AR and MA roots nearly cancel; each is reached from one of these.
    private static IEnumerable<double[]> Starts(ArimaOrder order)
    {
        var size = order.P + order.Q;
        if (size == 0)
        {
            yield break;
        }

        yield return [.. Enumerable.Repeat(0.1, size)];
        if (order.P > 0 && order.Q > 0)
        {
            yield return [.. Enumerable.Range(0, size).Select(i => i == 0 ? 0.9 : i == order.P ? 0.5 : 0.0)];
            yield return [.. Enumerable.Range(0, size).Select(i => i == 0 ? -0.5 : i == order.P ? -0.5 : 0.0)];
        }
    }

    private static ArimaFit Evaluate(ArimaOrder order, double[] differences, double[] free)
    {
        var ar = PartialAutocorrelations.ToCoefficients(free.AsSpan(0, order.P));
        var ma = PartialAutocorrelations.ToCoefficients(free.AsSpan(order.P));
        for (var j = 0; j < ma.Length; j++)
        {
            ma[j] = -ma[j];
        }

        return new ArimaFit(order, ar, ma, ArmaLikelihood.Of(new ArmaProcess(ar, ma), differences, order.HasConstant), differences.Length);
    }
}
