namespace MlFunctions.Learning.Tests;

public sealed class SaveAndLoadTests
{
    public static TheoryData<string, LearningTask> TreeTrainers => new()
    {
        { "decision-tree", LearningTask.Regression },
        { "decision-tree", LearningTask.Binary },
        { "decision-tree", LearningTask.Multiclass },
    };

    [Theory]
    [MemberData(nameof(TreeTrainers))]
    public void SavedAndLoaded_SameOutputsAndSameBytes(string trainer, LearningTask task)
    {
        var data = MixedTable.Make(task, rows: 300, seed: 5);
        var model = TrainerCatalog.BuiltIn.Get(trainer).Train(task, data, TrainingOptions.Default, TestContext.Current.CancellationToken);

        var file = ModelFormat.Save(model);
        var loaded = ModelFormat.Load(file, TrainerCatalog.BuiltIn);

        Assert.Equal(file, ModelFormat.Save(loaded));
        Assert.Equal(Table.Outputs(model, data.Features), Table.Outputs(loaded, data.Features));
        Assert.Equal((task, model.FeatureCount, model.OutputCount, model.Output), (loaded.Task, loaded.FeatureCount, loaded.OutputCount, loaded.Output));
    }
}
