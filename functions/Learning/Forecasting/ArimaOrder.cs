namespace MlFunctions.Learning;

/// <summary>The order of an ARIMA model.</summary>
/// <param name="P">How many past values (of the differences) count.</param>
/// <param name="D">How often the series is differenced.</param>
/// <param name="Q">How many past shocks count.</param>
/// <param name="HasConstant">Whether the differences have a mean: of the series itself (D = 0) or a drift (D = 1).</param>
internal readonly record struct ArimaOrder(int P, int D, int Q, bool HasConstant)
{
    /// <summary>Estimated parameters, the variance included.</summary>
    public int ParameterCount => P + Q + (HasConstant ? 1 : 0) + 1;
}
