namespace MlFunctions.Learning;

/// <summary>Metrics of how well the outputs order the rows. Binary: of class 1. Multiclass: the mean, over the classes that occur, of each against the rest.</summary>
public static class RankingMetrics
{
    private static readonly LearningTask[] Tasks = [LearningTask.Binary, LearningTask.Multiclass];

    /// <summary>The area under the ROC curve, 0.5 for guessing, 1 for a perfect order. NaN where all rows are of one class.</summary>
    public static Metric Auc { get; } = Of("auc", RocCurve.AreaUnder);

    /// <summary>The average precision (area under the precision-recall curve, by steps). NaN where class 1 is missing.</summary>
    public static Metric AveragePrecision { get; } = Of("average-precision", PrecisionRecallCurve.AveragePrecisionOf);

    private static Metric Of(string name, Func<RankedScores.Steps, double> area)
    {
        return new Metric(name, HigherIsBetter: true, Tasks, new CommonMetric(Compute).Compute);

        double Compute(CommonCounts counts)
        {
            var sum = 0.0;
            var occurring = 0;
            foreach (var (c, ranked) in counts.Shared(Ranked))
            {
                if (counts.Confusion.Support(c) > 0)
                {
                    sum += area(ranked.StepsOf(new RowWeights(counts.Truth)));
                    occurring++;
                }
            }

            return sum / occurring;
        }
    }

    private static (int Class, RankedScores Scores)[] Ranked(Dataset truth, ReadOnlySpan<double> outputs)
    {
        var ranked = new List<(int, RankedScores)>();
        for (var c = truth.Classes == 2 ? 1 : 0; c < truth.Classes; c++)
        {
            ranked.Add((c, RankedScores.Of(truth, outputs, c)));
        }

        return [.. ranked];
    }
}
