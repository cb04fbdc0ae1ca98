namespace MlFunctions.Learning.Tests;

/// <summary>Files of linear models, networks, clusters and forecasts that are damaged or made to harm.</summary>
public sealed class HostileDenseFileTests
{
    [Theory]
    [MemberData(nameof(DenseModels.Names), MemberType = typeof(DenseModels))]
    public void Cut_off_at_any_byte_with_a_right_checksum_is_refused(string name)
    {
        var content = Files.ContentOf(ModelFormat.Save(DenseModels.Train(name)));
        for (var length = 0; length < content.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => ModelFormat.Load(Files.WithContent(content.AsSpan(0, length)), TrainerCatalog.BuiltIn));
        }
    }

    [Theory]
    [MemberData(nameof(DenseModels.Names), MemberType = typeof(DenseModels))]
    public void Any_byte_changed_with_a_right_checksum_is_refused_or_still_gives_numbers(string name)
    {
        var content = Files.ContentOf(ModelFormat.Save(DenseModels.Train(name)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = 0;
        for (var i = 0; i < content.Length; i++)
        {
            foreach (var change in new byte[] { 0xFF, 0x80, 0x01 })
            {
                content[i] ^= change;
                refused += GivesNumbers(content) ? 0 : 1;
                content[i] ^= change;
            }
        }

        // The name and the counts at least; and no count made it take more than a few megabytes a file.
        Assert.InRange(refused, name.Length, 3 * content.Length - 1);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (3 * content.Length), 0, 1 << 20);
    }

    [Fact]
    public void A_weight_that_is_not_a_number_is_refused()
    {
        var file = Files.Written(w =>
        {
            w.Write("ridge");
            w.Write((int)LearningTask.Regression);
            w.Write<int>([0]);
            new LinearScores(ScoreLink.Identity, 1, [0], [double.NaN], [0], []).Write(w);
        });
        var error = Assert.Throws<ModelFormatException>(() => ModelFormat.Load(file, TrainerCatalog.BuiltIn));
        Assert.Contains("a weight is not a finite number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_larger_than_its_file_is_refused_before_memory_is_taken()
    {
        var file = Files.Written(w =>
        {
            w.Write("mlp");
            w.Write((int)LearningTask.Regression);
            w.Write<int>([0]);
            w.Write<double>([0]);
            w.Write<double>([1]);
            w.Write((int)Activation.Relu);
            w.Write<int>([1, 1 << 20, 1]);
        });
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => ModelFormat.Load(file, TrainerCatalog.BuiltIn));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static bool GivesNumbers(byte[] content)
    {
        IModel model;
        try
        {
            model = ModelFormat.Load(Files.WithContent(content), TrainerCatalog.BuiltIn);
        }
        catch (ModelFormatException)
        {
            return false;
        }

        var row = new float[model.FeatureCount];
        Array.Fill(row, 1);
        var outputs = new double[model.OutputCount];
        try
        {
            model.Predict(row, outputs);
        }
        catch (ArgumentException)
        {
            // A weight became so large that a score is beyond all numbers, or a category lost its code.
            return true;
        }

        Assert.All(outputs, output => Assert.True(double.IsFinite(output), $"An output is {output}."));
        return true;
    }
}
