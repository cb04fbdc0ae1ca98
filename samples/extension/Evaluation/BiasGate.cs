using System.Globalization;
using MlFunctions.Evaluation;
using MlFunctions.Learning;

namespace MlFunctions.Samples.Extension;

/// <summary>Refuses a model that predicts too much or too little on the whole: the mean error may be a tenth of the target's standard deviation.</summary>
public sealed class BiasGate : IGate
{
    private const double Allowed = 0.1;

    /// <inheritdoc/>
    public IEnumerable<GateResult> Judge(GatedCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Model.Task == LearningTask.Regression && candidate.Pipeline == "tides" ? [Judged(candidate)] : [];
    }

    private static GateResult Judged(GatedCandidate candidate)
    {
        var truth = candidate.Holdout.Target(0).ToArray();
        var outputs = candidate.Outputs.Span;
        var error = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            error += (outputs[row * candidate.Model.OutputCount] - truth[row]) / truth.Length;
        }

        var mean = truth.Average();
        var deviation = Math.Sqrt(truth.Average(value => (value - mean) * (value - mean)));
        var passed = Math.Abs(error) <= Allowed * deviation;
        return new GateResult(
            "no bias",
            passed,
            string.Create(CultureInfo.InvariantCulture, $"the mean error is {error:0.####}, {(passed ? "within" : "beyond")} a tenth of the standard deviation {deviation:0.####}"));
    }
}
