namespace MlFunctions.Learning;

/// <summary>What a hidden unit makes of its input. The numbers are part of the file format.</summary>
internal enum Activation
{
    /// <summary>max(0, z).</summary>
    Relu = 0,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh = 1,
}
