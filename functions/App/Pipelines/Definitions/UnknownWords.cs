namespace MlFunctions.Pipelines;

/// <summary>What becomes of a word of a category that training has not seen.</summary>
public enum UnknownWords
{
    /// <summary>It is a level of its own, the same for all such words.</summary>
    Other,

    /// <summary>The row is refused.</summary>
    Reject,
}
