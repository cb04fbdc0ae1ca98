namespace MlFunctions.Learning;

/// <summary>How the scores w·x + b of a linear model become its outputs. The numbers are part of the file format.</summary>
internal enum ScoreLink
{
    /// <summary>A score a target is the output.</summary>
    Identity = 0,

    /// <summary>One score s; class 1 has probability 1 / (1 + e⁻ˢ).</summary>
    Sigmoid = 1,

    /// <summary>A score a class; probabilities are eˢ over their sum.</summary>
    Softmax = 2,

    /// <summary>One score for class 1 and its negative for class 0, or a score a class, are the outputs.</summary>
    Margin = 3,

    /// <summary>As <see cref="Margin"/>, each score s put through 1 / (1 + e^(A·s + B)) and the results divided by their sum.</summary>
    CalibratedMargin = 4,
}
