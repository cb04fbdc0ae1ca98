using System.Runtime.CompilerServices;

namespace MlFunctions.Ingestion;

/// <summary>Quantities as 32-bit floats, which is what features are; NaN is a missing value.</summary>
internal sealed record NumberColumn(string Name, float[] Values) : SourceColumn(Name)
{
    public override int Rows => Values.Length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double[] Present()
    {
        var present = new double[Values.Length];
        var count = 0;
        foreach (var value in Values)
        {
            present[count] = value;
            count += float.IsNaN(value) ? 0 : 1;
        }

        return count == present.Length ? present : present[..count];
    }

    public override bool IsMissing(int row) => float.IsNaN(Values[row]);
}
