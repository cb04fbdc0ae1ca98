using System.Globalization;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Evaluation;

/// <summary>What no user of a model would let pass without a word, whatever the definition asks for.</summary>
internal static class SanityChecks
{
    private const double Guessing = 0.5;

    // A forecast some steps ahead is off by more than one step; by this much it misses the series.
    private const double LargestScaledError = 2;

    /// <summary>Holds a model against the naive one.</summary>
    public static IEnumerable<GateResult> Naive(NaiveRule rule, Metric metric, IReadOnlyDictionary<string, double> values, NaiveComparison? naive)
    {
        if (naive is not { IsBeaten: { } isBeaten, Interval: { } interval } || !values.TryGetValue(metric.Name, out var own))
        {
            yield break;
        }

        var difference = Invariant($"{metric.Name} is {own:0.####} where the naive model ({naive.Answers}) has {naive.Metrics[metric.Name]:0.####}, a difference of {naive.Difference:0.####} ({interval.Lower:0.####} to {interval.Upper:0.####})");
        yield return new(
            "better than the naive model",
            isBeaten,
            isBeaten ? difference : $"not better than the naive model by more than chance explains: {difference}",
            Blocks: rule == NaiveRule.MustBeat);
    }

    /// <summary>Warns of values that tell of a model which is worse than none.</summary>
    public static IEnumerable<GateResult> Values(IReadOnlyDictionary<string, double> values)
    {
        if (values.TryGetValue("auc", out var auc) && auc < Guessing)
        {
            yield return new("auc of at least 0.5", Passed: false, Invariant($"auc is {auc:0.####}, under 0.5, which guessing reaches"), Blocks: false);
        }

        if (values.TryGetValue("mase", out var mase) && mase > LargestScaledError)
        {
            yield return new("mase of at most 2", Passed: false, Invariant($"mase is {mase:0.####}: the forecast is off by {mase:0.#} times what the series changes in one step"), Blocks: false);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
