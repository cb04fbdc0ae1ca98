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
        Assert.Equal(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(expected).ToArray(), model.Outputs(Rows(model.Task)), (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(a));
    }

    [Fact]
    public void EveryTreeTrainer_HasAFileForEveryTask() =>
        Assert.Equal(9, TreeModels.Trainers.SelectMany(trainer => TreeModels.Tasks.Select(task => $"{trainer}-{task}.model")).Count(name => File.Exists(Path.Combine(Folder, name))));

    /// <summary>Made the files, and makes those of trainers that come later. It leaves files that are there alone.</summary>
    [Fact(Explicit = true)]
    public void WriteMissingFiles()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Models", "FormatVersion1");
        Directory.CreateDirectory(source);
        foreach (var trainer in TreeModels.Trainers)
        {
            foreach (var task in TreeModels.Tasks)
            {
                var file = Path.Combine(source, $"{trainer}-{task}.model");
                if (!File.Exists(file))
                {
                    var model = TreeModels.Train(trainer, task);
                    File.WriteAllBytes(file, ModelFormat.Save(model));
                    File.WriteAllBytes(Path.ChangeExtension(file, ".outputs"), System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(model.Outputs(Rows(task))).ToArray());
                }
            }
        }
    }

    private static FeatureTable Rows(LearningTask task) => MixedTable.Make(task, rows: 50, seed: 13).Features;
}
