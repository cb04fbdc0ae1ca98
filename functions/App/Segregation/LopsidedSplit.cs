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

        warnings.AddRange(table.Columns.AsParallel().AsOrdered().Select(column => column switch
        {
            CategoryColumn { Words.Count: <= MostWords } words => OfWords(words, training, holdout).ToList(),
            NumberColumn number => OfNumbers<float>(number.Name, number.Values, training, holdout).ToList(),
            PreciseColumn precise => OfNumbers<double>(precise.Name, precise.Values, training, holdout).ToList(),
            _ => [],
        }).SelectMany(warning => warning));
        return warnings;
    }

    private static IEnumerable<string> OfWords(CategoryColumn column, int[] training, int[] holdout)
    {
        var trained = Counts(column, training);
        var held = Counts(column, holdout);
        var error = 1.0 / training.Length + (1.0 / holdout.Length);
        for (var w = 0; w < column.Words.Count; w++)
        {
            var total = trained[w] + held[w];
            var share = total / (double)column.Rows;
            var difference = Math.Abs((trained[w] / (double)training.Length) - (held[w] / (double)holdout.Length));
            if (total > 0 && trained[w] == 0)
            {
                yield return $"'{column.Name}' is '{column.Words[w]}' in {total} rows, none of which trains.";
            }
            else if (difference > LeastShare && difference > Errors * Math.Sqrt(share * (1 - share) * error))
            {
                yield return $"'{column.Name}' is '{column.Words[w]}' in {trained[w] / (double)training.Length:P1} of the training rows but in {held[w] / (double)holdout.Length:P1} of the holdout.";
            }
        }
    }

    private static IEnumerable<string> OfNumbers<T>(string name, T[] values, int[] training, int[] holdout)
        where T : struct, IFloatingPointIeee754<T>
    {
        var (trained, spread) = Moments(values, training);
        var (held, _) = Moments(values, holdout);
        var difference = Math.Abs(trained - held);
        var error = spread * Math.Sqrt((1.0 / training.Length) + (1.0 / holdout.Length));
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
