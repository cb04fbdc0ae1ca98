namespace MlFunctions.Learning.Tests;

public sealed class SaveAndLoadTests
{
    public static TheoryData<string, LearningTask> Models => TreeModels.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void SavedAndLoaded_SameOutputsAndSameBytes(string trainer, LearningTask task)
    {
        var model = TreeModels.Train(trainer, task);

        var file = ModelFormat.Save(model);
        var loaded = ModelFormat.Load(file, TrainerCatalog.BuiltIn);

        var table = MixedTable.Make(task, rows: 300, seed: 12).Features;
        Assert.Equal(file, ModelFormat.Save(loaded));
        Assert.Equal(model.Outputs(table), loaded.Outputs(table));
        Assert.Equal((task, model.FeatureCount, model.OutputCount, model.Output), (loaded.Task, loaded.FeatureCount, loaded.OutputCount, loaded.Output));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void OneRowAlone_SameOutputsAsInATable(string trainer, LearningTask task)
    {
        var model = TreeModels.Train(trainer, task);
        var table = MixedTable.Make(task, rows: 300, seed: 12).Features;
        var row = new float[model.FeatureCount];

        var alone = Enumerable.Range(0, table.Rows).SelectMany(r =>
        {
            table.CopyRow(r, row);
            return Table.Row(model, row);
        });

        Assert.Equal(model.Outputs(table, threads: 3), alone);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void OneRow_AllocatesNothing(string trainer, LearningTask task)
    {
        var model = TreeModels.Train(trainer, task);
        var row = new float[model.FeatureCount];
        var outputs = new double[model.OutputCount];
        model.Predict(row, outputs);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            model.Predict(row, outputs);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
