using MlFunctions.Ingestion;
using MlFunctions.Preparation;
using static MlFunctions.Tests.Preparation.Steps;

namespace MlFunctions.Tests.Preparation;

public sealed class SelectionTests
{
    [Fact]
    [Trait("Acceptance", "19")]
    public void Scores_are_those_of_the_reference()
    {
        // scipy.stats.chi2_contingency(correction=False) and sklearn.metrics.mutual_info_score
        var table = new ContingencyTable([0, 0, 0, 1, 1, 1, 2, 2, 2, 2], [0, 0, 1, 1, 1, 0, 1, 1, 1, 1]);
        Assert.Equal(3.650793650793651, table.ChiSquared(), 12);
        Assert.Equal(0.228955801078006, table.MutualInformation(), 12);
    }

    [Theory]
    [Trait("Acceptance", "23")]
    [InlineData("chi-squared", 2)]
    [InlineData("chi-squared", 0)]
    [InlineData("mutual-information", 2)]
    [InlineData("mutual-information", 0)]
    public void A_useless_feature_ranks_last_and_top_k_drops_it(string by, int classes)
    {
        var random = new Random(4);
        var x = Enumerable.Range(0, 1000).Select(_ => random.NextSingle()).ToArray();
        double[] target = [.. x.Select(v => classes > 0 ? (v > 0.6 ? 1.0 : 0) : v * v)];
        var table = Table(
            new NumberColumn("noise", [.. x.Select(_ => random.NextSingle())]),
            new NumberColumn("exact", x),
            new NumberColumn("blurred", [.. x.Select(v => v + (random.NextSingle() / 2))]),
            Words("rough", [.. x.Select(v => v > 0.5 ? "high" : "low")]));
        var fit = Fit(table, new TrainingTargets([target], classes, 1), Step("select", $$"""{"by":"{{by}}","keep":3}"""));
        var selection = Assert.IsType<Selection>(Assert.Single(fit.Preparation.Transforms));
        Assert.Equal("exact", selection.Scores[0].Column);
        Assert.Equal("noise", selection.Scores[^1].Column);
        Assert.Equal(["exact", "blurred", "rough"], fit.Names());
    }

    [Fact]
    public void Variance_drops_what_never_changes()
    {
        var table = Table(new NumberColumn("same", [3, 3, 3]), new NumberColumn("other", [1, 2, 3]));
        Assert.Equal(["other"], Fit(table, Step("select", """{"by":"variance","least":0.001}""")).Names());
        Assert.Contains("keeps no column; the best, 'other', scores 0.6667.", Assert.Throws<PreparationException>(() => Fit(table, Step("select", """{"by":"variance","least":5}"""))).Message);
    }
}
