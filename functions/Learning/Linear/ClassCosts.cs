namespace MlFunctions.Learning;

/// <summary>Which classes occur and what a mistake on each row costs a linear classifier.</summary>
internal sealed class ClassCosts
{
    private ClassCosts(int[] occurring, double[] costs, double[]? rowWeights)
    {
        Occurring = occurring;
        Costs = costs;
        RowWeights = rowWeights;
    }

    /// <summary>The classes with weight, ascending; at least two.</summary>
    public int[] Occurring { get; }

    /// <summary>For each row c × its weight × its class's weight.</summary>
    public double[] Costs { get; }

    /// <summary>The rows' own weights; null where they have none.</summary>
    public double[]? RowWeights { get; }

    /// <exception cref="TrainingException">Fewer than two classes have weight.</exception>
    public static ClassCosts Of(Dataset data, string trainer, double c, string? classWeight)
    {
        var weights = data.IsWeighted ? data.Weights.ToArray() : null;
        var target = data.Target(0);
        var ofClass = new double[data.Classes];
        for (var r = 0; r < target.Length; r++)
        {
            ofClass[(int)target[r]] += weights is null ? 1 : weights[r];
        }

        int[] occurring = [.. Enumerable.Range(0, data.Classes).Where(k => ofClass[k] > 0)];
        if (occurring.Length < 2)
        {
            throw new TrainingException($"{trainer}: {(occurring.Length == 0 ? "no row has weight" : $"every row is of class {occurring[0]}")}; at least two classes are needed.");
        }

        var total = ofClass.Sum();
        var costs = new double[target.Length];
        for (var r = 0; r < costs.Length; r++)
        {
            var k = (int)target[r];
            costs[r] = c * (weights is null ? 1 : weights[r]) * (classWeight is null ? 1 : total / (occurring.Length * ofClass[k]));
        }

        return new ClassCosts(occurring, costs, weights);
    }

    /// <summary>The costs, negative where a row is not of a class.</summary>
    public double[] Against(ReadOnlySpan<double> target, int @class)
    {
        var signed = new double[Costs.Length];
        for (var r = 0; r < signed.Length; r++)
        {
            signed[r] = target[r] == @class ? Costs[r] : -Costs[r];
        }

        return signed;
    }
}
