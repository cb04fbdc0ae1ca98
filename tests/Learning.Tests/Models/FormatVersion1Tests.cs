namespace MlFunctions.Learning.Tests;

/// <summary>Files of format version 1, written once and never again: every later version must read them and predict the same.</summary>
public sealed class FormatVersion1Tests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Models", "FormatVersion1");

    public static TheoryData<string> All => new(Directory.GetFiles(Folder, "*.model").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void Loads_AndPredictsWhatItDid(string name)
    {
        var model = ModelFormat.Load(File.ReadAllBytes(Path.Combine(Folder, name)), TrainerCatalog.BuiltIn);

        var expected = File.ReadAllBytes(Path.Combine(Folder, Path.ChangeExtension(name, ".outputs")));
        Assert.Equal(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(expected).ToArray(), model.Outputs(Rows(model)), (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(a));
    }

    [Fact]
    public void EveryTreeTrainer_HasAFileForEveryTask() =>
        Assert.Equal(9, TreeModels.Trainers.SelectMany(trainer => TreeModels.Tasks.Select(task => $"{trainer}-{task}.model")).Count(name => File.Exists(Path.Combine(Folder, name))));

    [Fact]
    public void EveryOtherTrainer_HasAFileForEveryTask()
    {
        foreach (var trainer in TrainerCatalog.BuiltIn.Trainers.Where(t => !TreeModels.Trainers.Contains(t.Name)))
        {
            Assert.All(trainer.Tasks, task => Assert.True(File.Exists(Path.Combine(Folder, $"{trainer.Name}-{task}.model")), $"{trainer.Name}-{task}"));
        }
    }

    /// <summary>Made the files, and makes those of trainers that come later. It leaves files that are there alone.</summary>
    [Fact(Explicit = true)]
    public void WriteMissingFiles()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Models", "FormatVersion1");
        Directory.CreateDirectory(source);
        foreach (var (name, train) in TreeModels.Trainers.SelectMany(trainer => TreeModels.Tasks.Select(task => ($"{trainer}-{task}", (Func<IModel>)(() => TreeModels.Train(trainer, task)))))
            .Concat(DenseModels.All.Select(m => (m.Name, (Func<IModel>)m.Train))))
        {
            var file = Path.Combine(source, $"{name}.model");
            if (!File.Exists(file))
            {
                var model = train();
                File.WriteAllBytes(file, ModelFormat.Save(model));
                File.WriteAllBytes(Path.ChangeExtension(file, ".outputs"), System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(model.Outputs(Rows(model))).ToArray());
            }
        }
    }

    private static FeatureTable Rows(IModel model) =>
        TreeModels.Trainers.Contains(model.Trainer) ? MixedTable.Make(model.Task, rows: 50, seed: 13).Features : SampleData.Make(model.Task, rows: 50, seed: 13).Features;
}
