namespace MlFunctions.Ingestion;

/// <summary>Quantities as 32-bit floats, which is what features are; NaN is a missing value.</summary>
internal sealed record NumberColumn(string Name, float[] Values) : SourceColumn(Name)
{
    public override int Rows => Values.Length;

    public override double[] Present() => [.. Values.Where(v => !float.IsNaN(v)).Select(v => (double)v)];

    public override bool IsMissing(int row) => float.IsNaN(Values[row]);
}
