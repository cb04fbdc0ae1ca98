namespace MlFunctions.Learning;

/// <summary>
/// Chooses P, Q and constant by AICc, stepwise (Hyndman and Khandakar, 2008): from the best of a few simple orders to better neighbours
/// until none is left. Fits with a root near 1 are passed over.
/// </summary>
internal sealed class OrderSearch(double[] differences, int d, int? fixedP, int? fixedQ, bool? constant, CancellationToken cancellationToken)
{
    private const int LargestOrder = 5;

    private readonly Dictionary<ArimaOrder, ArimaFit> _tried = [];

    public ArimaFit Run()
    {
        var constants = constant is { } known ? [known] : d <= 1 ? [true, false] : new[] { false };
        (int P, int Q)[] simple = [(2, 2), (0, 0), (1, 0), (0, 1)];
        var best = Best(constants.SelectMany(c => simple.Select(s => new ArimaOrder(fixedP ?? s.P, d, fixedQ ?? s.Q, c))));
        while (true)
        {
            var next = Best(Neighbours(best.Order, constants.Length > 1));
            if (!IsBetter(next, best))
            {
                return best;
            }

            best = next;
        }
    }

    private IEnumerable<ArimaOrder> Neighbours(ArimaOrder order, bool isConstantFree)
    {
        for (var p = -1; p <= 1; p++)
        {
            for (var q = -1; q <= 1; q++)
            {
                var near = order with { P = fixedP ?? order.P + p, Q = fixedQ ?? order.Q + q };
                if ((fixedP is not null || near.P is >= 0 and <= LargestOrder) && (fixedQ is not null || near.Q is >= 0 and <= LargestOrder))
                {
                    yield return near;
                }
            }
        }

        if (isConstantFree)
        {
            yield return order with { HasConstant = !order.HasConstant };
        }
    }

    // Orders with more parameters than values have an infinite AICc; the simplest is tried first and always possible.
    private ArimaFit Best(IEnumerable<ArimaOrder> orders) => orders.Distinct()
        .Where(o => differences.Length > o.ParameterCount + 1 || o is { P: 0, Q: 0 })
        .Select(Fit)
        .Aggregate((best, next) => IsBetter(next, best) ? next : best);

    private static bool IsBetter(ArimaFit fit, ArimaFit than) =>
        fit.IsNearUnitRoot != than.IsNearUnitRoot ? than.IsNearUnitRoot : fit.Aicc < than.Aicc;

    private ArimaFit Fit(ArimaOrder order)
    {
        if (!_tried.TryGetValue(order, out var fit))
        {
            _tried[order] = fit = ArimaFit.Of(order, differences, cancellationToken);
        }

        return fit;
    }
}
