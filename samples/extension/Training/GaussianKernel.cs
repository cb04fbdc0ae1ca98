namespace MlFunctions.Samples.Extension;

/// <summary>How alike two rows are: 1 where they are equal, towards 0 with their distance.</summary>
/// <param name="LengthScale">How far likeness reaches.</param>
internal sealed record GaussianKernel(double LengthScale)
{
    public double Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var squares = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            squares += (first[i] - second[i]) * (first[i] - second[i]);
        }

        return Math.Exp(-squares / (2 * LengthScale * LengthScale));
    }
}
