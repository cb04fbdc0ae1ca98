using System.Numerics;
using System.Numerics.Tensors;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>Says where the two sides of a split differ more than a fair draw would have them.</summary>
internal static class LopsidedSplit
{
    /// <summary>Differences within so many standard errors are what a draw does.</summary>
    private const double Errors = 4;

    /// <summary>Differences of shares below this do no harm.</summary>
    private const double LeastShare = 0.05;

    /// <summary>Differences of means below so many standard deviations do no harm.</summary>
    private const double LeastShift = 0.25;

    /// <summary>Columns with more words than this are names, not classes.</summary>
    private const int MostWords = 100;

    public static IReadOnlyList<string> Warnings(SourceTable table, SplitDefinition definition, int[] training, int[] holdout)
    {
        var warnings = new List<string>();
        if (training.Length == 0 || holdout.Length == 0)
        {
            warnings.Add($"The {(training.Length == 0 ? "training" : "holdout")} side has no row.");
            return warnings;
        }

        var ratio = training.Length / (double)table.Rows;
        if (Math.Abs(ratio - definition.Ratio) > Math.Max(LeastShare, 1.0 / table.Rows))
        {
            warnings.Add($"{ratio:P1} of the rows train where {definition.Ratio:P1} were asked for.");
        }

        // The column that the split goes by differs because it is to.
        var draws = Draws(table, definition, training, holdout);
        warnings.AddRange(table.Columns.Where(column => column.Name != definition.By).AsParallel().AsOrdered().Select(column => column switch
        {
            CategoryColumn { Words.Count: <= MostWords } words => OfWords(words, training, holdout, draws).ToList(),
            NumberColumn number => OfNumbers<float>(number.Name, number.Values, training, holdout, draws).ToList(),
            PreciseColumn precise => OfNumbers<double>(precise.Name, precise.Values, training, holdout, draws).ToList(),
            _ => [],
        }).SelectMany(warning => warning));
        return warnings;
    }

    // The variance of a difference of means, in units of that of one draw. Where groups are drawn there are as many draws as groups.
    private static double Draws(SourceTable table, SplitDefinition definition, int[] training, int[] holdout)
    {
        var (trained, held) = (training.Length, holdout.Length);
        if (definition is { Strategy: SplitStrategy.Grouped, By: { } by })
        {
            var groups = RowGroups.By(table.Get(by));
            var trains = training.ToHashSet();
            trained = groups.Count(group => trains.Contains(group[0]));
            held = groups.Count - trained;
        }

        return (1.0 / trained) + (1.0 / held);
    }

    private static IEnumerable<string> OfWords(CategoryColumn column, int[] training, int[] holdout, double draws)
    {
        var trained = Counts(column, training);
        var held = Counts(column, holdout);
        for (var w = 0; w < column.Words.Count; w++)
        {
            var total = trained[w] + held[w];
            var share = total / (double)column.Rows;
            var difference = Math.Abs((trained[w] / (double)training.Length) - (held[w] / (double)holdout.Length));
            if (total > 0 && trained[w] == 0)
            {
                yield return $"'{column.Name}' is '{column.Words[w]}' in {total} rows, none of which trains.";
            }
            else if (difference > LeastShare && difference > Errors * Math.Sqrt(share * (1 - share) * draws))
            {
                yield return $"'{column.Name}' is '{column.Words[w]}' in {trained[w] / (double)training.Length:P1} of the training rows but in {held[w] / (double)holdout.Length:P1} of the holdout.";
            }
        }
    }

    private static IEnumerable<string> OfNumbers<T>(string name, T[] values, int[] training, int[] holdout, double draws)
        where T : struct, IFloatingPointIeee754<T>
    {
        var (trained, spread) = Moments(values, training);
        var (held, _) = Moments(values, holdout);
        var difference = Math.Abs(trained - held);
        var error = spread * Math.Sqrt(draws);
        if (difference > LeastShift * spread && difference > Errors * error)
        {
            yield return $"'{name}' is {trained:G4} on average in the training rows but {held:G4} in the holdout.";
        }
    }

    private static int[] Counts(CategoryColumn column, int[] rows)
    {
        var counts = new int[column.Words.Count];
        foreach (var row in rows)
        {
            if (!column.IsMissing(row))
            {
                counts[column.Codes[row]]++;
            }
        }

        return counts;
    }

    private static (double Mean, double Deviation) Moments<T>(T[] values, int[] rows)
        where T : struct, IFloatingPointIeee754<T>
    {
        var present = new double[rows.Length];
        var count = 0;
        foreach (var row in rows)
        {
            present[count] = double.CreateChecked(values[row]);
            count += T.IsNaN(values[row]) ? 0 : 1;
        }

        if (count == 0)
        {
            return (double.NaN, double.NaN);
        }

        return (TensorPrimitives.Average<double>(present.AsSpan(0, count)), TensorPrimitives.StdDev<double>(present.AsSpan(0, count)));
    }
}
