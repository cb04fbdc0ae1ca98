namespace MlFunctions.Learning;

/// <summary>The squared hinge, as LIBLINEAR's L2-regularised L2-loss classifier has it (Fan et al., 2008), by Newton's method.</summary>
internal static class SquaredHingeSolver
{
    /// <summary>The weights on the data's columns, then the intercept.</summary>
    public static double[] Solve(MarginProblem problem, CancellationToken cancellationToken)
    {
        // Rows left out may spread the columns differently; that changes the path to the optimum, not the optimum.
        var matrix = new StandardizedMatrix(problem.Matrix, null, problem.Chunks);
        var objective = new MarginObjective<SquaredHingeLoss>(matrix, new RidgePenalty(matrix, withIntercept: true), problem.Chunks, problem.SignedCosts);
        var parameters = new double[objective.Dimension];
        NewtonSolver.Minimize(objective, parameters, cancellationToken);
        var raw = new double[parameters.Length];
        raw[^1] = matrix.ToRaw(parameters, raw.AsSpan(0, raw.Length - 1));
        return raw;
    }
}
