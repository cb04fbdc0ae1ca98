namespace MlFunctions.Learning;

/// <summary>What a single row costs when it is predicted wrong; smaller is better.</summary>
public enum RowLoss
{
    /// <summary>(y − f)², the mean over targets.</summary>
    SquaredError,

    /// <summary>|y − f|, the mean over targets.</summary>
    AbsoluteError,

    /// <summary>−ln of the probability of the true class, clipped to at least 2⁻⁵².</summary>
    LogLoss,

    /// <summary>1 where the class predicted is not the true one, else 0.</summary>
    Misclassification,
}
