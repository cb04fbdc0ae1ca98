using MlFunctions.Learning;

namespace MlFunctions.Samples.Extension;

/// <summary>Predicts by likeness to the centres.</summary>
internal sealed class KernelRidgeModel(KernelScaling scaling, GaussianKernel kernel, double[][] centers, double[] weights, double[] means) : IModel
{
    private const int MostFeatures = 10_000;
    private const int MostCenters = 2000;
    private const int FeaturesOnStack = 256;

    public string Trainer => "kernel-ridge";

    public LearningTask Task => LearningTask.Regression;

    public int FeatureCount => scaling.Means.Length;

    public int OutputCount => means.Length;

    public ModelOutput Output => ModelOutput.Value;

    /// <exception cref="ModelFormatException">The bytes are not such a model.</exception>
    public static KernelRidgeModel Read(ModelReader reader)
    {
        var features = reader.ReadInt32("the number of features", 1, MostFeatures);
        var count = reader.ReadInt32("the number of centres", 1, MostCenters);
        var outputs = reader.ReadInt32("the number of outputs", 1, MostFeatures);
        var kernel = new GaussianKernel(reader.ReadFinite("the length scale"));
        var scaling = new KernelScaling(reader.ReadArray<double>("the means", features), reader.ReadArray<double>("the deviations", features));
        var centers = Enumerable.Range(0, count).Select(_ => reader.ReadArray<double>("a centre", features)).ToArray();
        return new KernelRidgeModel(scaling, kernel, centers, reader.ReadArray<double>("the weights", count * outputs), reader.ReadArray<double>("the means of targets", outputs));
    }

    public void Predict(ReadOnlySpan<float> row, Span<double> outputs)
    {
        var scaled = FeatureCount <= FeaturesOnStack ? stackalloc double[FeatureCount] : new double[FeatureCount];
        scaling.Scale(row, scaled);
        means.CopyTo(outputs);
        for (var center = 0; center < centers.Length; center++)
        {
            var likeness = kernel.Of(scaled, centers[center]);
            for (var output = 0; output < outputs.Length; output++)
            {
                outputs[output] += likeness * weights[(output * centers.Length) + center];
            }
        }
    }

    public void Predict(FeatureTable table, Span<double> outputs, int threads = 1, CancellationToken cancellationToken = default)
    {
        var row = new float[FeatureCount];
        for (var r = 0; r < table.Rows; r++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            table.CopyRow(r, row);
            Predict(row, outputs.Slice(r * OutputCount, OutputCount));
        }
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(FeatureCount);
        writer.Write(centers.Length);
        writer.Write(OutputCount);
        writer.Write(kernel.LengthScale);
        writer.Write<double>(scaling.Means);
        writer.Write<double>(scaling.Deviations);
        foreach (var center in centers)
        {
            writer.Write<double>(center);
        }

        writer.Write<double>(weights);
        writer.Write<double>(means);
    }
}
