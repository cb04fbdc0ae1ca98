namespace MlFunctions.Learning;

/// <summary>
/// How far predictions of one number have been off, without the rows: one can be added and taken away again at any time, and the metrics are
/// those that <see cref="RegressionMetrics"/> computes of the rows, but for rounding. Immutable.
/// </summary>
/// <remarks>Sums are of what lies beyond the first true value, so that they keep their digits where values are large and alike (Chan, Golub and LeVeque, 1983).</remarks>
public sealed record RunningErrors
{
    /// <summary>No rows.</summary>
    public static RunningErrors None { get; } = new();

    /// <summary>How many rows.</summary>
    public long Count { get; init; }

    /// <summary>The first true value.</summary>
    public double Origin { get; init; }

    /// <summary>The sum of true values, each less <see cref="Origin"/>.</summary>
    public double Truth { get; init; }

    /// <summary>The sum of their squares, each less <see cref="Origin"/>.</summary>
    public double TruthSquared { get; init; }

    /// <summary>The sum of predictions, each less <see cref="Origin"/>.</summary>
    public double Predicted { get; init; }

    /// <summary>The sum of absolute errors.</summary>
    public double Absolute { get; init; }

    /// <summary>The sum of squared errors.</summary>
    public double Squared { get; init; }

    /// <summary>With one more row.</summary>
    public RunningErrors With(double truth, double predicted) => (Count == 0 ? None with { Origin = truth } : this).Change(truth, predicted, 1);

    /// <summary>Without a row that was added.</summary>
    public RunningErrors Without(double truth, double predicted) => Change(truth, predicted, -1);

    /// <summary>The mean of the true values; NaN where there are none.</summary>
    public double MeanTruth() => Origin + (Truth / Count);

    /// <summary>The mean of the predictions; NaN where there are none.</summary>
    public double MeanPrediction() => Origin + (Predicted / Count);

    /// <summary>By name: r2, mae and rmse; empty where there are no rows.</summary>
    public IReadOnlyDictionary<string, double> Metrics() => Count == 0 ? new Dictionary<string, double>(StringComparer.Ordinal) : new(StringComparer.Ordinal)
    {
        [RegressionMetrics.R2.Name] = R2,
        [RegressionMetrics.MeanAbsoluteError.Name] = Absolute / Count,
        [RegressionMetrics.RootMeanSquaredError.Name] = Math.Sqrt(Squared / Count),
    };

    private double R2
    {
        get
        {
            var total = TruthSquared - (Truth * Truth / Count);
            return total > 0 ? 1 - (Squared / total) : Squared == 0 ? 1 : 0;
        }
    }

    private RunningErrors Change(double truth, double predicted, int sign)
    {
        var error = truth - predicted;
        return this with
        {
            Count = Count + sign,
            Truth = Truth + (sign * (truth - Origin)),
            TruthSquared = TruthSquared + (sign * (truth - Origin) * (truth - Origin)),
            Predicted = Predicted + (sign * (predicted - Origin)),
            Absolute = Absolute + (sign * Math.Abs(error)),
            Squared = Squared + (sign * error * error),
        };
    }
}
