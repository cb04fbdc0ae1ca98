namespace MlFunctions.Learning.Tests;

/// <summary>What holds for every table.</summary>
public sealed class TreeProperties
{
    private static IModel Train(string trainer, Dataset data, params (string, object?)[] hyperparameters) => Fit.Train(trainer, LearningTask.Regression, data, hyperparameters);

    private static IModel Tree(Dataset data) => Train("decision-tree", data);

    private static IModel Boosted(Dataset data) => Train("gradient-boosting", data, ("rounds", 5), ("maxDepth", 3), ("minChildWeight", 0));

    // Targets reach 10; derivatives are held to 2^-30 of the largest, and their rounding differs with the weights.
    private static bool SameOutputs(IModel a, IModel b, FeatureTable table) =>
        a.Outputs(table).Zip(b.Outputs(table)).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-7);

    [Fact]
    public void RowOrder_ChangesNothing() => SmallTables.Hold(sample =>
    {
        var reversed = sample.Data.Take([.. Enumerable.Range(0, sample.Rows).Reverse()]);
        return SameOutputs(Tree(sample.Data), Tree(reversed), sample.Data.Features) && SameOutputs(Boosted(sample.Data), Boosted(reversed), sample.Data.Features);
    });

    [Fact]
    public void DuplicateRows_EqualWeights() => SmallTables.Hold(sample =>
    {
        var repeated = sample.Data.Take([.. Enumerable.Range(0, sample.Rows).SelectMany(r => Enumerable.Repeat(r, (int)sample.Weights[r]))]);
        var unweighted = repeated.WithWeights([.. repeated.Weights.ToArray().Select(_ => 1.0)]);
        return SameOutputs(Tree(sample.Data), Tree(unweighted), sample.Data.Features) && SameOutputs(Boosted(sample.Data), Boosted(unweighted), sample.Data.Features);
    });

    [Fact]
    public void MonotoneTransformsOfFeatures_ChangeNothing() => SmallTables.Hold(sample =>
    {
        var transformed = new Dataset(
            Table.Numbers([.. sample.Columns.Select(column => column.Select(v => v * v * v + 2 * v).ToArray())]), [sample.Target], weights: sample.Weights);
        return Tree(sample.Data).Outputs(sample.Data.Features).SequenceEqual(Tree(transformed).Outputs(transformed.Features))
            && Boosted(sample.Data).Outputs(sample.Data.Features).SequenceEqual(Boosted(transformed).Outputs(transformed.Features));
    });

    [Fact]
    public void ConstantFeature_IsNeverAsked() => SmallTables.Hold(sample =>
    {
        float[] constant = [.. sample.Target.Select(_ => 4f)];
        var data = new Dataset(Table.Numbers([constant, .. sample.Columns]), [sample.Target], weights: sample.Weights);
        return ((DecisionTreeModel)Tree(data)).Tree.Nodes.ToArray().All(node => node.Feature != 0);
    });

    [Fact]
    public void RowsOfWeightZero_AreAsIfAbsent() => SmallTables.Hold(sample =>
    {
        double[] weights = [.. sample.Weights.Select((w, r) => r % 3 == 1 ? 0 : w)];
        var present = sample.Data.Take([.. Enumerable.Range(0, sample.Rows).Where(r => weights[r] > 0)]);
        var zero = sample.Data.WithWeights(weights);
        return SameOutputs(Tree(zero), Tree(present), sample.Data.Features);
    });

    [Fact]
    public void Predictions_StayWithinTheTargets() => SmallTables.Hold(sample =>
        Tree(sample.Data).Outputs(sample.Data.Features).All(o => o >= sample.Target.Min() && o <= sample.Target.Max()));

    [Fact]
    public void SavedAndLoaded_TheSameToTheBit() => SmallTables.Hold(sample => new[] { Tree(sample.Data), Boosted(sample.Data) }.All(model =>
        ModelFormat.Load(ModelFormat.Save(model), TrainerCatalog.BuiltIn).Outputs(sample.Data.Features).SequenceEqual(model.Outputs(sample.Data.Features))));

    [Fact]
    public void UnlimitedTree_OnDistinctRows_LearnsThemByHeart() => SmallTables.Hold(sample =>
    {
        float[] number = [.. Enumerable.Range(0, sample.Rows).Select(r => (float)r)];
        var data = new Dataset(Table.Numbers([.. sample.Columns, number]), [sample.Target]);
        return Tree(data).Outputs(data.Features).SequenceEqual(sample.Target);
    });
}
