namespace MlFunctions.Learning.Tests;

public sealed class FoldsTests
{
    [Fact]
    public void Random_EveryRowIsTestedOnce_AndSizesDifferByOneAtMost()
    {
        var folds = Folds.Random(13, 5, seed: 3);

        Assert.Equal(Enumerable.Range(0, 13), folds.SelectMany(f => f.TestRows).Order());
        Assert.All(folds, f => Assert.InRange(f.TestRows.Count, 2, 3));
        Assert.All(folds, f => Assert.Equal(Enumerable.Range(0, 13), f.TrainRows.Concat(f.TestRows).Order()));
    }

    [Fact]
    public void Stratified_EveryFoldHasItsShareOfEveryStratum()
    {
        int[] strata = [.. Enumerable.Range(0, 100).Select(i => i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2)];

        Assert.All(Folds.Stratified(strata, 5, seed: 3), f => Assert.Equal([14, 4, 2], f.TestRows.CountBy(r => strata[r]).OrderBy(c => c.Key).Select(c => c.Value)));
    }

    [Fact]
    public void TimeOrdered_TrainsOnThePastOnly()
    {
        var folds = Folds.TimeOrdered(11, 3);

        Assert.Equal([5, 7, 9], folds.Select(f => f.TrainRows.Count));
        Assert.All(folds, f => Assert.Equal([f.TrainRows.Count, f.TrainRows.Count + 1], f.TestRows));
    }

    [Fact]
    public void FewerRowsThanFolds_AreRefused() =>
        Assert.Contains("4 rows", Assert.Throws<ArgumentException>(() => Folds.Random(4, 5, seed: 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void SameSeed_SameFolds() =>
        Assert.Equal(Folds.Random(50, 5, seed: 9).Select(f => f.TestRows), Folds.Random(50, 5, seed: 9).Select(f => f.TestRows));
}
