using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>Holds a model against what common sense expects of every prediction, on the holdout and on rows made from it.</summary>
internal static class LogicChecks
{
    // Quartiles: wide enough apart that the noise which any fit follows does not look like a fall.
    private static readonly double[] Quantiles = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>Runs every expectation of the definition.</summary>
    /// <param name="model">The model.</param>
    /// <param name="holdout">The rows to start from.</param>
    /// <param name="expectations">What is expected.</param>
    public static IReadOnlyList<GateResult> Run(LoadedModel model, SourceTable holdout, IReadOnlyList<Expectation> expectations) =>
        [.. expectations.Select(expectation => Check(model, holdout, expectation))];

    private static GateResult Check(LoadedModel model, SourceTable holdout, Expectation expectation) => expectation switch
    {
        Expectation.Increasing increasing => Increasing(model, holdout, increasing.Feature),
        Expectation.Minimum minimum => NotBelow(model, holdout, minimum.Value),
        Expectation.MaximumOfTarget maximum => NotAbove(model, holdout, maximum.Factor),
        _ => throw new NotSupportedException($"The expectation {expectation} is not known."),
    };

    /// <summary>
    /// For each combination of categories in the holdout: the mean prediction over its rows of each target, with the feature
    /// set to each quartile of the holdout in turn, does not fall.
    /// </summary>
    private static GateResult Increasing(LoadedModel model, SourceTable holdout, string feature)
    {
        var name = $"increases with {feature}";
        var values = NumbersOf(holdout.Get(feature)).Where(v => !double.IsNaN(v)).Order().ToArray();
        if (values.Length == 0)
        {
            return Failed(name, $"every row of the holdout lacks {feature}");
        }

        var steps = Quantiles.Select(q => values[(int)Math.Round(q * (values.Length - 1))]).Distinct().ToArray();
        foreach (var (categories, rows) in CategoryGroups(model, holdout))
        {
            var group = holdout.Take(rows);
            var means = steps.Select(step => Means(model, group, feature, step)).ToArray();
            for (var i = 1; i < means.Length; i++)
            {
                for (var target = 0; target < means[i].Length; target++)
                {
                    if (!(means[i][target] >= means[i - 1][target]))
                    {
                        return Failed(
                            name,
                            $"{categories}{model.Manifest.Targets[target].As} goes from {means[i - 1][target]:0.####} at {steps[i - 1]} down to {means[i][target]:0.####} at {steps[i]}");
                    }
                }
            }
        }

        return new GateResult(name, Passed: true, $"at {string.Join(", ", steps)}");
    }

    private static GateResult NotBelow(LoadedModel model, SourceTable holdout, double minimum)
    {
        var lowest = model.Predict(holdout).Min();
        var (name, detail) = ($"never below {minimum}", $"the lowest prediction is {lowest:0.####}");
        return lowest >= minimum ? new GateResult(name, Passed: true, detail) : Failed(name, detail);
    }

    private static GateResult NotAbove(LoadedModel model, SourceTable holdout, double factor)
    {
        var predictions = model.Predict(holdout);
        var outputs = model.Manifest.TargetMaximums.Count;
        var name = $"none beyond {factor} × the largest target";
        for (var target = 0; target < outputs; target++)
        {
            var highest = predictions.Where((_, i) => i % outputs == target).Max();
            var limit = factor * model.Manifest.TargetMaximums[target];
            if (!(highest <= limit))
            {
                return Failed(name, $"{model.Manifest.Targets[target].As} reaches {highest:0.####}, the limit is {limit:0.####}");
            }
        }

        return new GateResult(name, Passed: true, $"the highest prediction is {predictions.Max():0.####}");
    }

    private static GateResult Failed(string name, string detail) => new(name, Passed: false, $"the check '{name}' failed: {detail}");

    private static IEnumerable<double> NumbersOf(SourceColumn column) => column is PreciseColumn precise ? precise.Values : ((NumberColumn)column).Values.Select(value => (double)value);

    private static double[] Means(LoadedModel model, SourceTable rows, string feature, double value)
    {
        var same = new double[rows.Rows];
        Array.Fill(same, value);
        var columns = rows.Columns.Select(column => column.Name == feature ? new PreciseColumn(feature, same) : column);
        var predictions = model.Predict(new SourceTable([.. columns]));
        var outputs = model.Manifest.Targets.Count;
        return [.. Enumerable.Range(0, outputs).Select(target => predictions.Where((_, i) => i % outputs == target).Average())];
    }

    private static IEnumerable<(string Categories, int[] Rows)> CategoryGroups(LoadedModel model, SourceTable table)
    {
        // A table may have other columns of words, such as the name of whom a row is about, by which nearly every row is a group of its own.
        var categories = model.Preparation.Inputs.Where(input => input.Type == FeatureType.Category).Select(input => (CategoryColumn)table.Get(input.Name)).ToArray();
        return Enumerable.Range(0, table.Rows)
            .GroupBy(row => string.Concat(categories.Select(c => $"{c.Name}={c.Word(row)} ")), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.ToArray()));
    }
}
