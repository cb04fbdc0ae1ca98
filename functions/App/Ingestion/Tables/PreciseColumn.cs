namespace MlFunctions.Ingestion;

/// <summary>Quantities as 64-bit floats: targets, and instants as seconds since 1970 UTC; NaN is a missing value.</summary>
internal sealed record PreciseColumn(string Name, double[] Values) : SourceColumn(Name)
{
    public override int Rows => Values.Length;

    public override double[] Present() => [.. Values.Where(v => !double.IsNaN(v))];

    public override bool IsMissing(int row) => double.IsNaN(Values[row]);
}
