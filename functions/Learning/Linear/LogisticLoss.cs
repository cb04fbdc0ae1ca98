using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>ln(1 + e⁻ᵐ).</summary>
internal readonly struct LogisticLoss : IMarginLoss
{
    public static (Vector512<double> Loss, Vector512<double> Slope, Vector512<double> Curvature) Of(Vector512<double> margin)
    {
        var e = Vector512.Exp(-Vector512.Abs(margin));
        var one = Vector512<double>.One;
        var share = one / (one + e);
        var loss = Vector512.Log(one + e) + Vector512.Max(-margin, Vector512<double>.Zero);
        var wrong = Vector512.ConditionalSelect(Vector512.GreaterThan(margin, Vector512<double>.Zero), e * share, share);
        return (loss, -wrong, e * share * share);
    }
}
