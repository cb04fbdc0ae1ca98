namespace MlFunctions.Learning;

/// <summary>Brings encoded features to mean 0 and deviation 1, as networks need them.</summary>
internal sealed class InputScaling(DenseEncoding encoding, double[] means, double[] scales)
{
    // What never changed in training tells nothing, also where it changes later: its weights are as they were drawn.
    private const double Ignored = double.MaxValue;

    public DenseEncoding Encoding => encoding;

    public static InputScaling Of(Dataset data, DenseEncoding encoding, RowChunks chunks)
    {
        var statistics = ColumnStatistics.Of(new DesignMatrix(data.Features, encoding), data.IsWeighted ? data.Weights.ToArray() : null, chunks);
        return new InputScaling(encoding, statistics.Means, [.. statistics.Deviations.Select(d => d > 0 ? d : Ignored)]);
    }

    /// <summary>Writes a row's scaled inputs.</summary>
    public void Apply(ReadOnlySpan<float> row, Span<double> inputs)
    {
        encoding.Encode(row, inputs);
        for (var j = 0; j < means.Length; j++)
        {
            inputs[j] = (inputs[j] - means[j]) / scales[j];
        }
    }

    public void Write(ModelWriter writer)
    {
        encoding.Write(writer);
        writer.Write<double>(means);
        writer.Write<double>(scales);
    }

    public static InputScaling Read(ModelReader reader)
    {
        var encoding = DenseEncoding.Read(reader);
        var means = reader.ReadArray<double>("means", encoding.Width);
        var scales = reader.ReadArray<double>("scales", encoding.Width);
        return means.All(double.IsFinite) && scales.All(s => double.IsFinite(s) && s > 0)
            ? new InputScaling(encoding, means, scales)
            : throw reader.Fault("means must be finite and scales above 0");
    }
}
