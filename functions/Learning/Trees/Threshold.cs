namespace MlFunctions.Learning;

/// <summary>Where a number is divided.</summary>
internal static class Threshold
{
    /// <summary>Halfway between two neighbours, and always such that <paramref name="below"/> is at most it and <paramref name="above"/> is not.</summary>
    public static float Between(float below, float above)
    {
        var middle = (float)(((double)below + above) / 2);
        return middle < above ? middle : below;
    }
}
