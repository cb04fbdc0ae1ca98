namespace MlFunctions.Learning;

/// <summary>What a tree is to predict: numbers as they are, classes as one 0 or 1 each. Rows of weight 0 are left out.</summary>
internal sealed class TreeTargets
{
    private readonly Dataset _data;

    private TreeTargets(Dataset data, int[] rows, double[] values, double[] weights, int outputs, bool isClasses)
    {
        _data = data;
        Rows = rows;
        Values = values;
        Weights = weights;
        Outputs = outputs;
        IsClasses = isClasses;
    }

    /// <summary>The rows that count, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>Every row of the data × <see cref="Outputs"/>, row by row.</summary>
    public double[] Values { get; }

    /// <summary>The weight of every row of the data.</summary>
    public double[] Weights { get; }

    /// <summary>How many numbers are predicted: one a target, or one a class.</summary>
    public int Outputs { get; }

    /// <summary>Whether the outputs are classes, of which each row has one.</summary>
    public bool IsClasses { get; }

    public static TreeTargets Of(Dataset data)
    {
        var weights = new double[data.Rows];
        if (data.IsWeighted)
        {
            data.Weights.CopyTo(weights);
        }
        else
        {
            Array.Fill(weights, 1.0);
        }

        var rows = Enumerable.Range(0, data.Rows).Where(r => weights[r] > 0).ToArray();
        return data.Classes > 0
            ? new TreeTargets(data, rows, OneHot(data), weights, data.Classes, isClasses: true)
            : new TreeTargets(data, rows, RowByRow(data), weights, data.TargetCount, isClasses: false);
    }

    /// <summary>The rows that count by ascending value of a feature, missing ones last; the caller may rearrange them.</summary>
    public int[] RowsByFeature(int feature) => Counting(_data.Features.Order(feature));

    /// <summary>The rows that count by ascending value of a numeric output; the caller may rearrange them.</summary>
    public int[] RowsByOutput(int output) => Counting(_data.Order(output));

    /// <summary>Whether all rows have the same targets, so that nothing is left to divide.</summary>
    public bool IsPure(ReadOnlySpan<int> rows)
    {
        var first = Values.AsSpan(rows[0] * Outputs, Outputs);
        foreach (var row in rows[1..])
        {
            if (!Values.AsSpan(row * Outputs, Outputs).SequenceEqual(first))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The weighted mean of the rows; of rows with the same targets exactly that.</summary>
    public void Mean(ReadOnlySpan<int> rows, Span<double> means)
    {
        // Differences from the first row keep the digits of targets that are far from zero.
        var reference = Values.AsSpan(rows[0] * Outputs, Outputs);
        means.Clear();
        var weight = 0.0;
        foreach (var row in rows)
        {
            weight += Weights[row];
            for (var o = 0; o < means.Length; o++)
            {
                means[o] += Weights[row] * (Values[row * Outputs + o] - reference[o]);
            }
        }

        for (var o = 0; o < means.Length; o++)
        {
            means[o] = reference[o] + means[o] / weight;
        }
    }

    private int[] Counting(ReadOnlySpan<int> ordered)
    {
        if (Rows.Length == ordered.Length)
        {
            return ordered.ToArray();
        }

        var counting = new List<int>(Rows.Length);
        foreach (var row in ordered)
        {
            if (Weights[row] > 0)
            {
                counting.Add(row);
            }
        }

        return [.. counting];
    }

    private static double[] OneHot(Dataset data)
    {
        var values = new double[data.Rows * data.Classes];
        var codes = data.Target(0);
        for (var r = 0; r < codes.Length; r++)
        {
            values[r * data.Classes + (int)codes[r]] = 1;
        }

        return values;
    }

    private static double[] RowByRow(Dataset data)
    {
        var values = new double[data.Rows * data.TargetCount];
        for (var t = 0; t < data.TargetCount; t++)
        {
            var target = data.Target(t);
            for (var r = 0; r < target.Length; r++)
            {
                values[r * data.TargetCount + t] = target[r];
            }
        }

        return values;
    }
}
