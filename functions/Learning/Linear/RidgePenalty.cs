namespace MlFunctions.Learning;

/// <summary>½‖w‖² of the weights on the data's own columns, with or without the intercept, for parameters on standardised columns.</summary>
internal sealed class RidgePenalty(StandardizedMatrix matrix, bool withIntercept)
{
    private readonly double[] _squaredScales = [.. Enumerable.Range(0, matrix.Width - 1).Select(j => matrix.RawScale(j) * matrix.RawScale(j))];
    private readonly double[] _shifts = [.. Enumerable.Range(0, matrix.Width - 1).Select(matrix.RawShift)];

    /// <summary>The penalty; its gradient is added to <paramref name="gradient"/>.</summary>
    public double Add(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        AddProduct(parameters, gradient);
        var penalty = withIntercept ? Intercept(parameters) * Intercept(parameters) : 0;
        for (var j = 0; j < _squaredScales.Length; j++)
        {
            penalty += _squaredScales[j] * parameters[j] * parameters[j];
        }

        return penalty / 2;
    }

    /// <summary>Adds the penalty's Hessian × a direction.</summary>
    public void AddProduct(ReadOnlySpan<double> direction, Span<double> product)
    {
        for (var j = 0; j < _squaredScales.Length; j++)
        {
            product[j] += _squaredScales[j] * direction[j];
        }

        if (withIntercept)
        {
            var intercept = Intercept(direction);
            Lanes.AddScaled(_shifts, -intercept, product);
            product[^1] += intercept;
        }
    }

    /// <summary>Adds the diagonal of the penalty's Hessian.</summary>
    public void AddDiagonal(Span<double> diagonal)
    {
        for (var j = 0; j < _squaredScales.Length; j++)
        {
            diagonal[j] += _squaredScales[j] + (withIntercept ? _shifts[j] * _shifts[j] : 0);
        }

        diagonal[^1] += withIntercept ? 1 : 0;
    }

    private double Intercept(ReadOnlySpan<double> parameters) => parameters[^1] - Lanes.Dot(_shifts, parameters);
}
