namespace MlFunctions.Learning.Tests;

public sealed class ParameterGridTests
{
    [Fact]
    public void EveryCombination_LastNameChangesFastest()
    {
        var sets = ParameterGrid.Expand(new Dictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal) { ["b"] = [1, null], ["a"] = ["x", "y"] });

        Assert.Equal(["a=x b=1", "a=x b=none", "a=y b=1", "a=y b=none"], sets.Select(s => s.ToString()));
    }

    [Fact]
    public void EmptyGrid_HasOneCombination_NothingSet() =>
        Assert.Equal([HyperparameterSet.Empty], ParameterGrid.Expand(new Dictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal)));

    [Fact]
    public void EmptyList_IsRefusedByName() =>
        Assert.Contains("'depth'", Assert.Throws<ArgumentException>(() => ParameterGrid.Expand(new Dictionary<string, IReadOnlyList<object?>>(StringComparer.Ordinal) { ["depth"] = [] })).Message, StringComparison.Ordinal);

    [Fact]
    public void TooManyCombinations_AreRefusedBeforeTheyAreMade()
    {
        var grid = Enumerable.Range(0, 20).ToDictionary(i => $"p{i}", _ => (IReadOnlyList<object?>)[1, 2, 3, 4, 5], StringComparer.Ordinal);

        Assert.Throws<ArgumentException>(() => ParameterGrid.Expand(grid));
    }
}
