using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Preparation;

namespace MlFunctions.Tests.Preparation;

/// <summary>Batches that are alike raise no alarm, however few rows they have, and those that are not do.</summary>
public sealed class DriftChanceTests
{
    private const double Threshold = 0.2;

    [Fact]
    public void Chance_is_the_quantile_of_the_reference()
    {
        // scipy.stats: chi2.ppf(norm.cdf(4), 9) is 36.5488 and chi2.ppf(norm.cdf(4), 1) is 17.3148, times 1/50 + 1/100; the approximation is within a tenth.
        Assert.Equal(36.5488 * 0.03, PopulationStability.Chance(10, 50, 100), 0.1 * 36.5488 * 0.03);
        Assert.Equal(17.3148 * 0.03, PopulationStability.Chance(2, 50, 100), 0.1 * 17.3148 * 0.03);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(2000)]
    public void Batches_that_are_alike_raise_no_alarm(int rows)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var drift = Drift(Batch(new Random(seed), rows, shift: 0, common: 0.7), Batch(new Random(1000 + seed), rows, shift: 0, common: 0.7));
            Assert.All(drift, column => Assert.False(column.Exceeds(Threshold), $"seed {seed}: {column}"));
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(2000)]
    public void Batches_that_differ_raise_it(int rows)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var drift = Drift(Batch(new Random(seed), rows, shift: 0, common: 0.7), Batch(new Random(1000 + seed), rows, shift: 1.5, common: 0.2));
            Assert.True(drift[0].Exceeds(Threshold) && drift[1].Exceeds(Threshold), $"seed {seed}: {string.Join(", ", drift.AsEnumerable())}");
        }
    }

    [Fact]
    public void Names_that_are_new_in_every_batch_raise_no_alarm() =>
        Assert.False(Drift(Names("a", 2000), Names("b", 2000))[0].Exceeds(Threshold));

    private static CsvResult Names(string prefix, int rows) =>
        Read(new CategoryColumn("id", [.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows).Select(r => $"{prefix}{r}")]));

    private static CsvResult Batch(Random random, int rows, double shift, double common) => Read(
        new NumberColumn("x", [.. Enumerable.Range(0, rows).Select(_ => (float)(Normal(random) + shift))]),
        new CategoryColumn("w", [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < common ? 0 : 1 + random.Next(3))], ["often", "p", "q", "r"]));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static CsvResult Read(params SourceColumn[] columns) => new(new SourceTable(columns), 0, [], []);

    private static DriftMeasure[] Drift(CsvResult before, CsvResult now) =>
        [.. ConditionReport.Of(now, ConditionReport.Of(before)).Columns.Select(column => column.Drift!)];
}
