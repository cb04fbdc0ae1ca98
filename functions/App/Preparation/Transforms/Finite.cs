namespace MlFunctions.Preparation;

/// <summary>Keeps results within what a 32-bit float holds, since a table of features takes nothing infinite.</summary>
internal static class Finite
{
    /// <summary>The nearest float; the largest of its sign where the number is beyond.</summary>
    public static float Of(double number) =>
        number > float.MaxValue ? float.MaxValue : number < -float.MaxValue ? -float.MaxValue : (float)number;
}
