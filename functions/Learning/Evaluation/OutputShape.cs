namespace MlFunctions.Learning;

/// <summary>Refuses outputs that are not of the rows they are to be held against.</summary>
internal static class OutputShape
{
    public static void Require(Dataset truth, ReadOnlySpan<double> outputs, int perRow)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (outputs.Length != truth.Rows * perRow)
        {
            throw new ArgumentException($"{outputs.Length} outputs for {truth.Rows} rows × {perRow} outputs.", nameof(outputs));
        }
    }

    public static void RequireClasses(Dataset truth, ReadOnlySpan<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (truth.Classes < 2 || truth.TargetCount != 1)
        {
            throw new ArgumentException($"The rows have {truth.TargetCount} targets and {truth.Classes} classes; expected one target of at least 2 classes.", nameof(truth));
        }

        Require(truth, outputs, truth.Classes);
    }
}
