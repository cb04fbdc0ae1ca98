using MlFunctions.Preparation;

namespace MlFunctions.Monitoring;

/// <summary>A target as predicted against observed.</summary>
/// <param name="Name">The target, as answers name it.</param>
/// <param name="MeanPredicted">Numbers: the mean of all predictions.</param>
/// <param name="MeanObserved">Numbers: the mean of what turned out to be true.</param>
/// <param name="Parts">How both are spread: over the classes, or over the parts that the training data was divided into.</param>
public sealed record TargetView(string Name, double? MeanPredicted, double? MeanObserved, IReadOnlyList<TargetPartView> Parts)
{
    /// <summary>The view of a target of classes.</summary>
    public static TargetView OfClasses(string name, IReadOnlyDictionary<string, long> predicted, VersionOutcomes outcomes)
    {
        var (scored, known) = (Math.Max(1.0, predicted.Values.Sum()), Math.Max(1.0, outcomes.Count));
        var observed = outcomes.Labels.Select((label, code) => (label, Count: outcomes.Confusion.Where(cell => cell.Truth == code).Sum(cell => cell.Count)))
            .ToDictionary(entry => entry.label, entry => entry.Count, StringComparer.Ordinal);
        return new TargetView(
            name,
            MeanPredicted: null,
            MeanObserved: null,
            [
                .. predicted.Keys.Union(observed.Keys, StringComparer.Ordinal)
                    .Select(label => new TargetPartView(label, predicted.GetValueOrDefault(label) / scored, outcomes.Count == 0 ? null : observed.GetValueOrDefault(label) / known)),
            ]);
    }

    /// <summary>The view of a target of numbers.</summary>
    /// <param name="predicted">What was predicted of it.</param>
    /// <param name="outcomes">What is known.</param>
    /// <param name="target">Which target.</param>
    public static TargetView OfNumbers(NumberFigures predicted, VersionOutcomes outcomes, int target) => new(
        predicted.Name,
        predicted.Count == 0 ? null : predicted.Sum / predicted.Count,
        target < outcomes.Errors.Count && outcomes.Errors[target].Count > 0 ? outcomes.Errors[target].MeanTruth() : null,
        predicted.Parts is { } parts ? Spread(parts, outcomes.Recent.Where(outcome => target < outcome.Truth.Count).Select(outcome => outcome.Truth[target]).ToArray()) : []);

    // What was observed is spread as far as it is kept: of the newest predictions.
    private static TargetPartView[] Spread(ColumnFigures predicted, double[] observed)
    {
        var scored = Math.Max(1.0, predicted.Served.Sum());
        var shares = Distribution.Over(predicted.Training.Bounds!, observed).Shares;
        return
        [
            .. shares.Select((share, part) => new TargetPartView(predicted.Training.NameOf(part), predicted.Served[part] / scored, observed.Length == 0 ? null : share)),
        ];
    }
}
