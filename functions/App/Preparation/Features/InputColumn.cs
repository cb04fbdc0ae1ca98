namespace MlFunctions.Preparation;

/// <summary>A column of a table, seen as the floats that the transforms start from.</summary>
/// <param name="Numbers">The values of a number feature; otherwise empty.</param>
/// <param name="Codes">The table's codes of a category feature; otherwise empty.</param>
/// <param name="Meanings">For each of the table's codes the feature's code, NaN where it has none.</param>
internal sealed record InputColumn(float[] Numbers, int[] Codes, float[] Meanings)
{
    /// <summary>Copies rows from <paramref name="start"/> on.</summary>
    public void CopyTo(int start, Span<float> destination)
    {
        if (Codes.Length == 0)
        {
            Numbers.AsSpan(start, destination.Length).CopyTo(destination);
            return;
        }

        for (var r = 0; r < destination.Length; r++)
        {
            var code = Codes[start + r];
            destination[r] = code < 0 ? float.NaN : Meanings[code];
        }
    }
}
