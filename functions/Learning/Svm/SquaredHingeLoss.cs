using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>max(0, 1 − m)².</summary>
internal readonly struct SquaredHingeLoss : IMarginLoss
{
    public static (Vector512<double> Loss, Vector512<double> Slope, Vector512<double> Curvature) Of(Vector512<double> margin)
    {
        var shortfall = Vector512.Max(Vector512<double>.One - margin, Vector512<double>.Zero);
        var isShort = Vector512.GreaterThan(shortfall, Vector512<double>.Zero);
        return (shortfall * shortfall, -2 * shortfall, Vector512.ConditionalSelect(isShort, Vector512.Create(2.0), Vector512<double>.Zero));
    }
}
