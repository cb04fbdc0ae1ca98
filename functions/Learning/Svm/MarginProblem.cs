namespace MlFunctions.Learning;

/// <summary>A linear support vector machine to be found between one class and the others: min ½(‖w‖² + b²) + Σ |cost|·loss(±(w·x + b)).</summary>
/// <param name="Matrix">The features.</param>
/// <param name="Chunks">The rows in chunks.</param>
/// <param name="SignedCosts">For each row its cost, negative for the other classes; a row of cost 0 is left out.</param>
internal sealed record MarginProblem(DesignMatrix Matrix, RowChunks Chunks, double[] SignedCosts)
{
    /// <summary>The same without the rows that <paramref name="leftOut"/> says.</summary>
    public MarginProblem Without(Func<int, bool> leftOut) =>
        this with { SignedCosts = [.. SignedCosts.Select((cost, row) => leftOut(row) ? 0 : cost)] };
}
