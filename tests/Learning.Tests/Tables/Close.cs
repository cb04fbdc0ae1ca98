namespace MlFunctions.Learning.Tests;

/// <summary>Compares numbers that were computed in different ways.</summary>
public static class Close
{
    /// <summary>Each differs by at most <paramref name="relative"/> of the larger of 1 and the expected size.</summary>
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Equal(expected[i], actual[i], relative, $"value {i}");
        }
    }

    public static void Equal(double expected, double actual, double relative, string what = "value") =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");
}
