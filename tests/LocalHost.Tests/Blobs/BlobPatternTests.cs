using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Blobs;

namespace MlFunctions.LocalHost.Tests.Blobs;

public sealed class BlobPatternTests
{
    [Theory]
    [InlineData("raw/{name}", "raw/a.csv", "name=a.csv")]
    [InlineData("raw/{name}", "raw/deep/a.csv", "name=deep/a.csv")]
    [InlineData("raw/{pipeline}/{name}", "raw/dispatch/a.csv", "pipeline=dispatch;name=a.csv")]
    [InlineData("raw/{name}.csv", "raw/a.csv", "name=a")]
    [InlineData("raw/{name}.csv", "raw/a.json", null)]
    [InlineData("raw/{name}", "cooked/a", null)]
    [InlineData("raw/fixed.txt", "raw/fixed.txt", "")]
    [InlineData("raw/fixed.txt", "raw/fixedXtxt", null)]
    public void Match_gives_the_values_of_the_expressions(string pattern, string path, string? expected) =>
        Assert.Equal(expected, new BlobPattern(pattern).Match(path) is { } values ? string.Join(';', values.Select(value => $"{value.Key}={value.Value}")) : null);

    [Theory]
    [InlineData("raw")]
    [InlineData("{container}/a")]
    [InlineData("/a")]
    public void A_pattern_without_a_literal_container_is_refused(string pattern) =>
        Assert.Contains(pattern, Assert.Throws<FunctionWorkerException>(() => new BlobPattern(pattern)).Message, StringComparison.Ordinal);
}
