using System.Globalization;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Preparation;
using static MlFunctions.Tests.Ingestion.Csv.CsvText;

namespace MlFunctions.Tests.Preparation;

public sealed class ConditionReportTests
{
    [Fact]
    public async Task A_batch_is_looked_over_column_by_column()
    {
        var text = "x,w,extra\n" + string.Concat(new[] { 1, 2, 4, 8, 16 }.Select(x => $"{x.ToString(CultureInfo.InvariantCulture)},a,0\n")) + ",b,0\n1,a,9\n1,c,0\noops,a,0\n1,a\n";
        var report = ConditionReport.Of(await ReadAsync(text, Number("x"), Word("w") with { Words = ["a", "b"] }));
        Assert.Equal(7, report.Rows);
        Assert.Equal(3, report.BadRows);
        Assert.Equal(0.3, report.BadShare);
        Assert.Equal(["extra"], report.ExtraColumns);
        Assert.Equal(["line 9, column 'w': 'c' is not one of a, b", "line 10, column 'x': 'oops' is not a number", "line 11: 2 cells where the header has 3"], report.Faults.Select(f => f.ToString()));

        // Extra columns are not read, so the second 1,a is like the first.
        Assert.Equal(1, report.Duplicates);
        Assert.Equal((1, 1), (report.Columns[0].Missing, report.Columns[0].BadRows));
        Assert.Equal(1, report.Columns[1].BadRows);
        Assert.Equal(2, report.Columns[1].DistinctWords);
        Assert.Equal(new Dictionary<string, int> { ["a"] = 6, ["b"] = 1 }, report.Columns[1].Words);
    }

    [Fact]
    public void Numbers_are_described_as_the_reference_does()
    {
        // numpy.quantile, scipy.stats.skew, numpy.std(ddof=1)
        var numbers = NumberCondition.Of([16, 1, 4, 2, 8]);
        Assert.Equal((1, 2, 4, 8, 16), (numbers.Minimum, numbers.LowerQuartile, numbers.Median, numbers.UpperQuartile, numbers.Maximum));
        Assert.Equal(0.8890481348169542, numbers.Skew, 12);
        Assert.Equal(6.09918027279076, numbers.Deviation, 12);
        Assert.Equal(0, numbers.Outliers);
        Assert.False(numbers.IsSkewed);

        // The quartiles are 1.75 and 10 (numpy.quantile), so the outer fences are -23 and 34.75.
        Assert.Equal(2, NumberCondition.Of([1, 2, 4, 8, 16, 1, 2, 4, 8, 16, 1000, -1000]).Outliers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Many_numbers_are_put_in_order_by_their_digits(bool areSingle)
    {
        var random = new Random(1);
        var numbers = Enumerable.Range(0, 10_000)
            .Select(i => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30)))
            .Select(number => areSingle ? (float)number : number)
            .Concat([0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 1, 1, -1, -1])
            .ToArray();
        var sorted = numbers.Order().ToArray();

        RadixSort.Sort(numbers);
        Assert.Equal(sorted, numbers);
        Assert.Equal(sorted.Count(number => number < 1), SortedNumbers.CountBelow(numbers, 1));
        Assert.Equal(sorted.Count(number => number <= 1), SortedNumbers.CountUpTo(numbers, 1));
    }

    [Fact]
    public void The_stability_index_is_the_sum_of_its_parts()
    {
        // By hand: (0.2 − 0.5) ln(0.2 / 0.5) + (0.8 − 0.5) ln(0.8 / 0.5).
        Assert.Equal(0.4158883083359672, PopulationStability.Index([0.5, 0.5], [0.2, 0.8]), 12);
        Assert.Equal(0, PopulationStability.Index([0.1, 0, 0.9], [0.1, 0, 0.9]));
    }

    [Fact]
    public async Task A_batch_that_moved_shows_it_and_one_that_did_not_does_not()
    {
        var first = ConditionReport.Of(await Batch(seed: 1, shift: 0, common: 0.7));
        Assert.All(first.Columns, c => Assert.Null(c.Drift));

        var same = ConditionReport.Of(await Batch(seed: 2, shift: 0, common: 0.7), first);
        Assert.All(same.Columns, c => Assert.InRange(c.Drift!.Index, 0, 0.05));

        var moved = ConditionReport.Of(await Batch(seed: 3, shift: 0.5, common: 0.2), first);
        Assert.All(moved.Columns, c => Assert.InRange(c.Drift!.Index, 0.25, 10));

        static Task<CsvResult> Batch(int seed, double shift, double common)
        {
            var random = new Random(seed);
            var rows = Enumerable.Range(0, 2000).Select(_ => $"{(random.Next(20) == 0 ? "" : random.NextDouble() + shift)},{(random.NextDouble() < common ? "often" : "seldom")}");
            return ReadAsync("x,w\n" + string.Join('\n', rows), CsvOptions.Default, Number("x"), Word("w"));
        }
    }
}
