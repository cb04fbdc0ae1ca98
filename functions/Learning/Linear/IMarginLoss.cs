using System.Runtime.Intrinsics;

namespace MlFunctions.Learning;

/// <summary>A convex loss of the margin m = ±score, for eight rows at a time.</summary>
internal interface IMarginLoss
{
    /// <summary>The loss, its first and its (generalised) second derivative by the margin.</summary>
    static abstract (Vector512<double> Loss, Vector512<double> Slope, Vector512<double> Curvature) Of(Vector512<double> margin);
}
