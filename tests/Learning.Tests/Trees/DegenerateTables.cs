namespace MlFunctions.Learning.Tests;

/// <summary>Tables at the edge of sense: a right answer or a clear refusal, never NaN, never without end.</summary>
public sealed class DegenerateTables
{
    public static TheoryData<string> Trainers => new(TreeModels.Trainers);

    private static double[] Train(string trainer, LearningTask task, Dataset data) =>
        Fit.Train(trainer, task, data, TreeModels.Small(trainer)).Outputs(data.Features);

    [Theory]
    [MemberData(nameof(Trainers))]
    public void OneRow_IsPredicted(string trainer) =>
        Assert.Equal([7.5], Train(trainer, LearningTask.Regression, Table.Regression(Table.Numbers([1]), 7.5)));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void NoRows_AreRefused(string trainer) =>
        Assert.Contains("no rows", Assert.Throws<TrainingException>(() => Train(trainer, LearningTask.Regression, Table.Regression(Table.Numbers([[]])))).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Trainers))]
    public void NoColumns_HaveNoRowsEither_AndAreRefused(string trainer) =>
        Assert.Throws<TrainingException>(() => Train(trainer, LearningTask.Regression, new Dataset(new FeatureTable([], []), [[]])));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void ConstantTarget_IsPredictedExactly(string trainer)
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 50, seed: 1);

        Assert.All(Train(trainer, LearningTask.Regression, new Dataset(data.Features, [[.. Enumerable.Repeat(0.1, 50)]])), o => Assert.Equal(0.1, o, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void OneClassOnly_IsPredictedForCertain(string trainer)
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 50, seed: 1);

        var outputs = Train(trainer, LearningTask.Binary, new Dataset(data.Features, [[.. Enumerable.Repeat(1.0, 50)]], classes: 2));

        Assert.All(Enumerable.Range(0, 50), r => Assert.InRange(outputs[2 * r + 1], 1 - 1e-5, 1));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AllMissingColumn_IsIgnored(string trainer)
    {
        float[] missing = [.. Enumerable.Repeat(float.NaN, 8)];
        var data = Table.Regression(Table.Numbers(missing, [1, 2, 3, 4, 5, 6, 7, 8]), 0, 0, 0, 0, 9, 9, 9, 9);

        var outputs = Train(trainer, LearningTask.Regression, data);

        Assert.All(outputs, o => Assert.True(double.IsFinite(o)));
        Assert.True(outputs[0] < outputs[7]);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void EverythingMissing_TheMeanIsPredicted(string trainer)
    {
        var data = Table.Regression(Table.Numbers([.. Enumerable.Repeat(float.NaN, 4)]), 5, 5, 5, 5);

        Assert.All(Train(trainer, LearningTask.Regression, data), o => Assert.Equal(5, o, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void MoreColumnsThanRows_Work(string trainer)
    {
        var random = new RandomStream(1);
        var columns = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 6).Select(_ => (float)random.NextNormal()).ToArray()).ToArray();

        Assert.All(Train(trainer, LearningTask.Regression, Table.Regression(Table.Numbers(columns), 1, 2, 3, 4, 5, 6)), o => Assert.InRange(o, 0.9, 6.1));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void HugeValues_DoNotOverflow(string trainer)
    {
        var data = Table.Regression(Table.Numbers([float.MinValue, -1, 1, float.MaxValue]), -1e150, 0, 0, 1e150);

        Assert.All(Train(trainer, LearningTask.Regression, data), o => Assert.True(double.IsFinite(o)));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void InfiniteFeature_IsPredictedAsTheLargest(string trainer)
    {
        var data = Table.Regression(Table.Numbers([1, 2, 3, 4, 5, 6, 7, 8]), 0, 0, 0, 0, 9, 9, 9, 9);
        var model = Fit.Train(trainer, LearningTask.Regression, data, TreeModels.Small(trainer));

        Assert.Equal(Table.Row(model, 1e30f), Table.Row(model, float.PositiveInfinity));
        Assert.Equal(Table.Row(model, -1e30f), Table.Row(model, float.NegativeInfinity));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AllWeightsZero_AreRefused(string trainer)
    {
        var data = Table.Regression(Table.Numbers([1, 2]), 1, 2).WithWeights([0, 0]);

        Assert.Contains("weight 0", Assert.Throws<TrainingException>(() => Train(trainer, LearningTask.Regression, data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void ClassesMissingFromTheRows_HaveProbabilityNearZero(string trainer)
    {
        var outputs = Train(trainer, LearningTask.Multiclass, Table.Classes(Table.Numbers([1, 2, 3, 4]), 4, 0, 0, 2, 2));

        Assert.All(Enumerable.Range(0, 4), r => Assert.InRange(outputs[4 * r + 3], 0, 1e-3));
        Assert.All(Enumerable.Range(0, 4), r => Assert.Equal(1, outputs[(4 * r)..(4 * r + 4)].Sum(), 1e-9));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Cancelled_Ends(string trainer)
    {
        var data = MixedTable.Make(LearningTask.Regression, rows: 50, seed: 1);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            TrainerCatalog.BuiltIn.Get(trainer).Train(LearningTask.Regression, data, TrainingOptions.Default, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("squared_error")]
    [InlineData("absolute_error")]
    public void WeightsOfAllMagnitudes_EndWithFinitePredictions(string criterion)
    {
        var random = new RandomStream(9);
        var data = Table.Regression(
            Table.Numbers([.. Enumerable.Range(0, 60).Select(r => (float)r)]), [.. Enumerable.Range(0, 60).Select(_ => random.NextNormal())])
            .WithWeights([.. Enumerable.Range(0, 60).Select(r => Math.Pow(10, r % 7 * 100 - 300))]);

        Assert.All(Fit.Train("decision-tree", LearningTask.Regression, data, ("criterion", criterion)).Outputs(data.Features), o => Assert.InRange(o, -5, 5));
    }
}
