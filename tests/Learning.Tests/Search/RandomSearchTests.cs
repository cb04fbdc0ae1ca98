namespace MlFunctions.Learning.Tests;

public sealed class RandomSearchTests
{
    private static readonly Dictionary<string, HyperparameterRange> Ranges = new(StringComparer.Ordinal)
    {
        ["maxDepth"] = HyperparameterRange.Whole(1, 9),
        ["minSamplesLeaf"] = HyperparameterRange.Whole(1, 1000, logarithmic: true),
        ["criterion"] = HyperparameterRange.Of("squared_error", null),
    };

    [Fact]
    public void SameSeed_SameCandidates_OtherSeed_Others()
    {
        var first = RandomSearch.Candidates("decision-tree", Ranges, 20, seed: 1);

        Assert.Equal(first, RandomSearch.Candidates("decision-tree", Ranges, 20, seed: 1));
        Assert.NotEqual(first, RandomSearch.Candidates("decision-tree", Ranges, 20, seed: 2));
    }

    [Fact]
    public void Draws_StayInTheirRange_AndReachBothEnds()
    {
        var depths = RandomSearch.Candidates("decision-tree", new Dictionary<string, HyperparameterRange>(StringComparer.Ordinal) { ["maxDepth"] = HyperparameterRange.Whole(1, 9) }, 500, seed: 3)
            .Select(c => (double)c.Hyperparameters.Values["maxDepth"]!);

        // 500 draws of nine values: each is there, once, because equal draws are tried once.
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], depths.Order());
    }

    [Fact]
    public void Logarithmic_EveryOrderOfMagnitudeIsAboutAsLikely()
    {
        var drawn = RandomSearch.Candidates("t", new Dictionary<string, HyperparameterRange>(StringComparer.Ordinal) { ["x"] = HyperparameterRange.Real(0.001, 1000, logarithmic: true) }, 3000, seed: 3);

        var below1 = drawn.Count(c => (double)c.Hyperparameters.Values["x"]! < 1);
        // Half of 3000; the standard deviation is 27.
        Assert.InRange(below1, 1380, 1620);
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(0, 1, true)]
    [InlineData(double.NaN, 1, false)]
    public void ImpossibleRange_IsRefused(double minimum, double maximum, bool logarithmic) =>
        Assert.Throws<ArgumentException>(() => HyperparameterRange.Real(minimum, maximum, logarithmic));
}
