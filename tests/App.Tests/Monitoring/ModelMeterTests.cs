using MlFunctions.Ingestion;
using MlFunctions.Monitoring;
using MlFunctions.Preparation;
using MlFunctions.Tests.Scoring;
using MlFunctions.Training;

namespace MlFunctions.Tests.Monitoring;

/// <summary>Counting is exact and costs the prediction next to nothing.</summary>
[Trait("Acceptance", "69")]
public sealed class ModelMeterTests
{
    private readonly ModelMeter _meter = Meter();

    [Fact]
    public void ManyThreads_LoseNoCount()
    {
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                FeatureValue[] rows = i % 2 == 0 ? [FeatureValue.Of(i % 100)] : [FeatureValue.Of(5), FeatureValue.Of((string?)null)];
                _meter.Answered(TimeSpan.FromTicks(1 + (i % 1000)), rows, rows.Length == 1 ? [0.5] : [0.5, 2.5], isFallback: i % 4 == 0);
            }
        });

        var figures = _meter.Read();
        Assert.Equal((160_000, 240_000, 40_000), (figures.Times.Count(), figures.Rows, figures.Fallbacks));
        Assert.Equal((1, 1000), (figures.Times.Minimum, figures.Times.Maximum));
        Assert.Equal(8 * 20 * 500_500L, figures.Times.Sum);
        var orders = Assert.Single(figures.Features);
        Assert.Equal((240_000, 80_000), (orders.Served.Sum(), orders.Served[^1]));
        Assert.Equal((80_000 / 10) + 80_000, orders.Served[0]);
        var hours = Assert.Single(figures.Numbers);
        Assert.Equal((240_000, (160_000 * 0.5) + (80_000 * 2.5)), (hours.Count, hours.Sum));
    }

    [Fact]
    public void APrediction_IsCountedWithoutAllocating()
    {
        FeatureValue[] row = [FeatureValue.Of(42)];
        FeatureValue[] rows = [.. Enumerable.Range(0, 1000).Select(i => FeatureValue.Of(i))];
        var outputs = new double[1000];
        Count();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Count()
        {
            for (var i = 0; i < 100; i++)
            {
                _meter.Answered(TimeSpan.FromTicks(i), row, outputs.AsSpan(0, 1), isFallback: false);
                _meter.Scored(rows, outputs);
                _meter.Late();
                _meter.Failed();
            }
        }
    }

    [Fact]
    public void Quantiles_AreWithinSixPercent()
    {
        // 1 to 10,000 µs, each once: the q-quantile is q × 10,000 µs.
        for (var microseconds = 1; microseconds <= 10_000; microseconds++)
        {
            _meter.Answered(TimeSpan.FromMicroseconds(microseconds), [], [], isFallback: false);
        }

        var times = _meter.Read().Times;
        Assert.All([0.01, 0.5, 0.95, 0.99, 1], share => Assert.InRange(times.Quantile(share) / (share * 100_000), 0.94, 1.06));
    }

    [Fact]
    public void Words_FallIntoTheirParts_AndNumbersAsTrainingReadThem()
    {
        var words = Column("sku", CategoryOf("A", "A", "B", null), [FeatureValue.Of("B"), FeatureValue.Of("new"), FeatureValue.Of("A"), FeatureValue.Missing]);
        Assert.Equal(["A", "B", "others", "missing"], Enumerable.Range(0, 4).Select(words.Training.NameOf));
        Assert.Equal([2, 1, 0, 1], words.Training.Rows);
        Assert.Equal([1, 1, 1, 1], words.Served);

        // Of the float and the double that are written 0.1 the float is larger; training had the float.
        var numbers = Column("share", ColumnCondition.Of(new NumberColumn("share", [0f, 0.1f])), [FeatureValue.Of(0.1)]);
        Assert.Equal([0, 1, 0], numbers.Served);
    }

    private static ColumnFigures Column(string name, ColumnCondition training, FeatureValue[] served)
    {
        var meter = new ColumnMeter(name, ColumnParts.Of(training, rows: name == "sku" ? 4 : 2)!);
        meter.Count(served, input: 0, inputs: 1);
        return meter.Read();
    }

    private static ColumnCondition CategoryOf(params string?[] words)
    {
        string[] known = [.. words.OfType<string>().Distinct(StringComparer.Ordinal)];
        return ColumnCondition.Of(new CategoryColumn("sku", [.. words.Select(word => word is null ? CategoryColumn.Missing : Array.IndexOf(known, word))], known));
    }

    private static ModelMeter Meter()
    {
        var orders = new NumberColumn("orders", [.. Enumerable.Range(0, 100).Select(row => (float)row)]);
        var hours = new PreciseColumn("hours", [1, 2, 3, 4]);
        var condition = new ConditionReport(100, 0, [], 0, [], [ColumnCondition.Of(orders), ColumnCondition.Of(hours)]);
        var models = new TrainedModels();
        return new ModelMeter(LoadedModel.Load(models.Package(1), models.Trainers, TransformCatalog.BuiltIn), condition);
    }
}
