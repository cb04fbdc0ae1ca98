using MlFunctions.Evaluation;
using MlFunctions.Learning;

namespace MlFunctions.Tests.Evaluation;

public sealed class HoldoutSamplingTests
{
    [Theory]
    [InlineData("auc")]
    [InlineData("accuracy")]
    [InlineData("log-loss")]
    public void TheDifference_OfAModelAndItself_IsNone_AndOfABetterOneIsAboveIt(string name)
    {
        const int Rows = 200;
        var metric = MetricCatalog.BuiltIn.Get(name);
        var sampling = new HoldoutSampling(Resamples: 100, Permutations: 999, BlockRows: 1, Seed: 1);
        double[] classes = [.. Enumerable.Range(0, Rows).Select(row => (double)(row % 2))];
        var truth = new Dataset(new FeatureTable([new FeatureColumn("row")], [[.. Enumerable.Range(0, Rows).Select(row => (float)row)]]), [classes], classes: 2);
        var random = new Random(1);
        var guessed = Outputs(_ => random.NextDouble());
        var known = Outputs(row => classes[row] == 1 ? 0.9 : 0.1);

        Assert.Equal(new MetricInterval(0, 0), sampling.IntervalOfDifference(metric, truth, guessed, guessed, TestContext.Current.CancellationToken));
        var better = sampling.IntervalOfDifference(metric, truth, known, guessed, TestContext.Current.CancellationToken)!;
        Assert.True(metric.HigherIsBetter ? better.Lower > 0 : better.Upper < 0, $"{better}");

        double[] Outputs(Func<int, double> shareOf) => [.. Enumerable.Range(0, Rows).Select(shareOf).SelectMany(share => new[] { 1 - share, share })];
    }
}
