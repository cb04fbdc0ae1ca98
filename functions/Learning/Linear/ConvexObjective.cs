namespace MlFunctions.Learning;

/// <summary>A convex function to be minimised by <see cref="NewtonSolver"/>.</summary>
internal abstract class ConvexObjective
{
    /// <summary>How many parameters there are.</summary>
    public abstract int Dimension { get; }

    /// <summary>The value and gradient at a point, around which <see cref="MultiplyHessian"/> then works.</summary>
    public abstract double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>The (generalised) Hessian at the point last evaluated × a direction.</summary>
    public abstract void MultiplyHessian(ReadOnlySpan<double> direction, Span<double> product);

    /// <summary>A guess of the Hessian's diagonal at the point last evaluated, above 0.</summary>
    public abstract void GuessDiagonal(Span<double> diagonal);
}
