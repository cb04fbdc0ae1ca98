namespace MlFunctions.Learning.Tests;

/// <summary>Files that are damaged, or made to harm: refused with a <see cref="ModelFormatException"/>, in bounded time and memory.</summary>
public sealed class HostileFileTests
{
    public static TheoryData<string> Trainers => new(TreeModels.Trainers);

    private static byte[] Save(string trainer) => ModelFormat.Save(TreeModels.Train(trainer, LearningTask.Binary));

    private static ModelFormatException Refused(byte[] file) => Assert.Throws<ModelFormatException>(() => ModelFormat.Load(file, TrainerCatalog.BuiltIn));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void CutOffAtAnyByte_IsRefused(string trainer)
    {
        var file = Save(trainer);

        for (var length = 0; length < file.Length; length++)
        {
            Refused(file[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void CutOffAtAnyByte_WithARightChecksum_IsRefused(string trainer)
    {
        var content = Files.ContentOf(Save(trainer));

        for (var length = 0; length < content.Length; length++)
        {
            Refused(Files.WithContent(content.AsSpan(0, length)));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AnyByteChanged_IsRefused(string trainer)
    {
        var file = Save(trainer);

        for (var i = 0; i < file.Length; i++)
        {
            file[i] ^= 0x10;
            Refused(file);
            file[i] ^= 0x10;
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AnyByteChanged_WithARightChecksum_IsRefusedOrStillPredicts(string trainer)
    {
        var content = Files.ContentOf(Save(trainer));
        var refused = 0;
        for (var i = 0; i < content.Length; i++)
        {
            foreach (var change in new byte[] { 0xFF, 0x80, 0x01 })
            {
                content[i] ^= change;
                refused += LoadsAndPredicts(Files.WithContent(content)) ? 0 : 1;
                content[i] ^= change;
            }
        }

        // The children, features, counts and the name alone are more than a tenth of a file.
        Assert.InRange(refused, content.Length / 10, content.Length * 3);
    }

    [Fact]
    public void NewerFormat_IsRefused_AndNamed() =>
        Assert.Contains("version 2", Refused(Files.WithContent(Files.ContentOf(Save("decision-tree")), version: 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void UnknownTrainer_IsRefused_WithThoseThatAreKnown()
    {
        var message = Refused(Files.Written(w => w.Write("oracle"))).Message;

        Assert.Contains("'oracle'", message, StringComparison.Ordinal);
        Assert.Contains("decision-tree", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreAfterTheModel_IsRefused() =>
        Assert.Contains("more bytes", Refused(Files.WithContent([.. Files.ContentOf(Save("decision-tree")), 0])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue / 4)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void ImpossibleLengths_AreRefused_WithoutTakingTheMemory(int length)
    {
        var file = Files.Written(w =>
        {
            WriteHead(w);
            w.Write(length);
        });
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void EndlessTrees_AreRefused()
    {
        var file = Files.Written(w =>
        {
            w.Write("random-forest");
            WriteShape(w);
            w.Write(int.MaxValue);
        });

        Refused(file);
    }

    [Fact]
    public void NodeThatIsItsOwnChild_IsRefused() => RefusedTree("child", [0, 0, 0, -1, -1, 0, 0, 0, -1, 0, 1, 0]);

    [Fact]
    public void NodeThatLeadsBack_IsRefused() =>
        RefusedTree("child", [0, 0, 1, -1, 0, 0, 1, -1, -1, 0, 0, 0, -1, 0, 1, 0, -1, 0, 2, 0]);

    [Fact]
    public void TwoNodesWithTheSameChildren_AreRefused() =>
        RefusedTree("child", [0, 0, 1, -1, 0, 0, 3, -1, 0, 0, 3, -1, -1, 0, 0, 0, -1, 0, 1, 0]);

    [Fact]
    public void ChildBeyondTheEnd_IsRefused() => RefusedTree("child", [0, 0, 2, -1, -1, 0, 0, 0, -1, 0, 1, 0]);

    [Fact]
    public void ChildBeyondEverything_IsRefused() => RefusedTree("child", [0, 0, int.MaxValue, -1, -1, 0, 0, 0, -1, 0, 1, 0]);

    [Fact]
    public void FeatureThatIsNotThere_IsRefused() => RefusedTree("feature 3", [3, 0, 1, -1, -1, 0, 0, 0, -1, 0, 1, 0]);

    [Fact]
    public void ThresholdThatIsNotANumber_IsRefused() =>
        RefusedTree("threshold NaN", [0, BitConverter.SingleToInt32Bits(float.NaN), 1, -1, -1, 0, 0, 0, -1, 0, 1, 0]);

    [Fact]
    public void CategorySetBeyondTheEnd_IsRefused() => RefusedTree("category set", [0, 0, 1, 7, -1, 0, 0, 0, -1, 0, 1, 0]);

    [Fact]
    public void CategorySetLargerThanTheFile_IsRefused() => RefusedTree("category set", [0, 0, 1, 0, -1, 0, 0, 0, -1, 0, 1, 0], categories: [uint.MaxValue, 0]);

    [Fact]
    public void TwoLeavesWithOneNumber_AreRefused() => RefusedTree("leaf 0", [0, 0, 1, -1, -1, 0, 0, 0, -1, 0, 0, 0]);

    [Fact]
    public void LeafValueThatIsNotANumber_IsRefused() => RefusedTree("leaf value", [-1, 0, 0, 0], values: [double.NaN]);

    [Fact]
    public void ProbabilityAboveOne_IsRefused()
    {
        var file = Files.Written(w =>
        {
            w.Write("decision-tree");
            WriteShape(w, LearningTask.Binary, outputs: 2);
            WriteTree(w, [-1, 0, 0, 0], [], [-0.5, 1.5]);
        });

        Assert.Contains("probability", Refused(file).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreValuesThanAnArrayHolds_AreRefused()
    {
        var nodes = new List<int>();
        const int splits = 3000;
        for (var n = 0; n < splits; n++)
        {
            nodes.AddRange([0, 0, 2 * n + 1, -1]);
        }

        for (var leaf = 0; leaf <= splits; leaf++)
        {
            nodes.AddRange([-1, 0, leaf, 0]);
        }

        var file = Files.Written(w =>
        {
            w.Write("decision-tree");
            WriteShape(w, outputs: 1 << 20);
            WriteTree(w, [.. nodes], [], [0]);
        });

        Assert.Contains("more than an array holds", Refused(file).Message, StringComparison.Ordinal);
    }

    private static void RefusedTree(string fault, int[] nodes, uint[]? categories = null, double[]? values = null)
    {
        var file = Files.Written(w =>
        {
            WriteHead(w);
            WriteTree(w, nodes, categories ?? [], values ?? [1, 2, 3]);
        });

        Assert.Contains(fault, Refused(file).Message, StringComparison.Ordinal);
    }

    private static void WriteHead(ModelWriter writer)
    {
        writer.Write("decision-tree");
        WriteShape(writer);
    }

    private static void WriteShape(ModelWriter writer, LearningTask task = LearningTask.Regression, int outputs = 1)
    {
        writer.Write((int)task);
        writer.Write(2);
        writer.Write(outputs);
    }

    private static void WriteTree(ModelWriter writer, int[] nodes, uint[] categories, double[] values)
    {
        writer.Write<int>(nodes);
        writer.Write<uint>(categories);
        writer.Write<double>(values);
    }

    private static bool LoadsAndPredicts(byte[] file)
    {
        IModel model;
        try
        {
            model = ModelFormat.Load(file, TrainerCatalog.BuiltIn);
        }
        catch (ModelFormatException)
        {
            return false;
        }

        Assert.DoesNotContain(Table.Row(model, new float[model.FeatureCount]), double.IsNaN);
        return true;
    }
}
