using FsCheck;
using FsCheck.Fluent;

namespace MlFunctions.Learning.Tests.Training;

/// <summary>What theory says must not matter to a model, on random tables.</summary>
public sealed class InvarianceTests
{
    private static readonly Gen<ulong> Seeds = Gen.Choose(1, 1_000_000).Select(s => (ulong)s);

    [Theory]
    [MemberData(nameof(EveryTrainer.Convex), MemberType = typeof(EveryTrainer))]
    public void The_order_of_rows_does_not_matter(string trainer, LearningTask task) => ForAny(seed =>
    {
        var data = SampleData.Make(task, 60, seed, weighted: true);
        int[] order = [.. Enumerable.Range(0, 60)];
        new RandomStream(seed).Shuffle<int>(order);
        RequireAlike(EveryTrainer.Train(trainer, task, data), EveryTrainer.Train(trainer, task, data.Take(order)), data.Features);
    });

    [Theory]
    [MemberData(nameof(EveryTrainer.Convex), MemberType = typeof(EveryTrainer))]
    public void The_order_of_features_does_not_matter(string trainer, LearningTask task) => ForAny(seed =>
    {
        var data = SampleData.Make(task, 60, seed);
        int[] order = [0, 1, 2, 3];
        new RandomStream(seed).Shuffle<int>(order);
        var reordered = Reordered(data.Features, order);
        Close.Equal(
            EveryTrainer.Train(trainer, task, data).Outputs(data.Features),
            EveryTrainer.Train(trainer, task, WithFeatures(data, reordered)).Outputs(reordered),
            1e-4);
    });

    [Theory]
    [MemberData(nameof(EveryTrainer.Convex), MemberType = typeof(EveryTrainer))]
    public void A_row_given_twice_is_a_row_of_weight_2(string trainer, LearningTask task) => ForAny(seed =>
    {
        var data = SampleData.Make(task, 50, seed);
        var random = new RandomStream(seed);
        int[] counts = [.. Enumerable.Range(0, 50).Select(_ => random.NextBelow(3))];
        var repeated = data.Take([.. counts.SelectMany((count, row) => Enumerable.Repeat(row, count))]);
        var weighted = data.WithWeights([.. counts.Select(count => (double)count)]);
        RequireAlike(EveryTrainer.Train(trainer, task, repeated), EveryTrainer.Train(trainer, task, weighted), data.Features);
    });

    [Fact]
    public void Least_squares_does_not_depend_on_the_units_of_features() => ForAny(seed =>
    {
        var data = SampleData.Make(LearningTask.Regression, 60, seed);
        var scaled = Mapped(data.Features, (x, c) => c == 3 ? x : x * MathF.Pow(2, 3 * c - 4) + 16 * c);
        Close.Equal(
            EveryTrainer.Train("linear-regression", LearningTask.Regression, data).Outputs(data.Features),
            EveryTrainer.Train("linear-regression", LearningTask.Regression, WithFeatures(data, scaled)).Outputs(scaled),
            1e-3);
    });

    [Theory]
    [InlineData("ridge", "alpha", 2)]
    [InlineData("logistic-regression", "c", -2)]
    [InlineData("elastic-net", "alpha", 1)]
    public void Scaling_features_is_scaling_the_penalty(string trainer, string penalty, int power) => ForAny(seed =>
    {
        // w becomes w/4: ‖w‖² a sixteenth, and ‖w‖₁ (the lasso) a quarter.
        var task = TrainerCatalog.BuiltIn.Get(trainer).Tasks[0];
        var data = Numbers(SampleData.Make(task, 60, seed));
        var scaled = Mapped(data.Features, (x, _) => 4 * x);
        HyperparameterSet Settings(double value) => new HyperparameterSet([new(penalty, value)]) is var set && trainer == "elastic-net" ? set.With("l1Ratio", 1) : set;
        Close.Equal(
            EveryTrainer.Train(trainer, task, data, Settings(0.5)).Outputs(data.Features),
            EveryTrainer.Train(trainer, task, WithFeatures(data, scaled), Settings(0.5 * Math.Pow(4, power))).Outputs(scaled),
            1e-4);
    });

    [Theory]
    [InlineData("linear-regression")]
    [InlineData("ridge")]
    public void Outputs_follow_a_linear_change_of_the_targets(string trainer) => ForAny(seed =>
    {
        var data = SampleData.Make(LearningTask.Regression, 60, seed);
        var changed = new Dataset(data.Features, [[.. data.Target(0).ToArray().Select(y => 7 - 3 * y)]]);
        var before = EveryTrainer.Train(trainer, LearningTask.Regression, data).Outputs(data.Features).Where((_, i) => i % 2 == 0);
        Close.Equal([.. before.Select(y => 7 - 3 * y)], EveryTrainer.Train(trainer, LearningTask.Regression, changed).Outputs(data.Features), 1e-8);
    });

    [Fact]
    public void Clusters_do_not_depend_on_where_the_table_lies_nor_on_its_unit() => ForAny(seed =>
    {
        var data = Numbers(SampleData.Make(LearningTask.Clustering, 80, seed));
        var moved = Mapped(data.Features, (x, _) => MathF.Round(x * 1024) / 1024);
        var scaled = Mapped(moved, (x, _) => 8 * x);
        var first = EveryTrainer.Train("k-means", LearningTask.Clustering, WithFeatures(data, moved)).Outputs(moved);
        Assert.Equal(first, EveryTrainer.Train("k-means", LearningTask.Clustering, WithFeatures(data, scaled)).Outputs(scaled));
    });

    [Fact]
    public void Forecasts_follow_the_unit_of_the_series() => ForAny(seed =>
    {
        var data = SampleData.Make(LearningTask.Forecast, 80, seed);
        var scaled = new Dataset(data.Features, [[.. data.Target(0).ToArray().Select(y => 1000 * y)]]);
        var steps = Tables.Of([[1], [2], [5]]);
        var settings = new HyperparameterSet([new("p", 1), new("d", 0), new("q", 1)]);
        var before = EveryTrainer.Train("arima", LearningTask.Forecast, data, settings).Outputs(steps);
        var after = EveryTrainer.Train("arima", LearningTask.Forecast, scaled, settings).Outputs(steps);
        Close.Equal(before, [.. after.Select(y => y / 1000)], 1e-6);
    });

    private static void ForAny(Action<ulong> holds) =>
        Prop.ForAll(Seeds.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(10).WithReplay(42, 1));

    private static void RequireAlike(IModel expected, IModel actual, FeatureTable table) =>
        Close.Equal(expected.Outputs(table), actual.Outputs(table), 1e-4);

    private static FeatureTable Reordered(FeatureTable table, int[] order) =>
        new([.. order.Select(c => table.Columns[c])], [.. order.Select(c => table.Column(c).ToArray())]);

    private static FeatureTable Mapped(FeatureTable table, Func<float, int, float> map) =>
        new(table.Columns, [.. Enumerable.Range(0, table.Columns.Count).Select(c => table.Column(c).ToArray().Select(x => map(x, c)).ToArray())]);

    // Without the category, whose indicators cannot be scaled.
    private static Dataset Numbers(Dataset data) => WithFeatures(data, Reordered(data.Features, [0, 1, 2]));

    private static Dataset WithFeatures(Dataset data, FeatureTable features) =>
        new(features, [.. Enumerable.Range(0, data.TargetCount).Select(t => data.Target(t).ToArray())], data.Classes);
}
