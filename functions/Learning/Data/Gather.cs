namespace MlFunctions.Learning;

/// <summary>Picks array elements by index.</summary>
internal static class Gather
{
    public static T[] From<T>(T[] source, ReadOnlySpan<int> indices)
    {
        var picked = new T[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            picked[i] = source[indices[i]];
        }

        return picked;
    }
}
