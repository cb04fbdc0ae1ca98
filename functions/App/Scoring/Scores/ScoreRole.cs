namespace MlFunctions.Scoring;

/// <summary>Why it was this model that scored.</summary>
public enum ScoreRole
{
    /// <summary>It is the champion.</summary>
    Champion,

    /// <summary>It is the canary, and the request fell to it.</summary>
    Canary,

    /// <summary>The request asked for its version.</summary>
    Requested,

    /// <summary>The one that should have answered was late or failed.</summary>
    Fallback,

    /// <summary>It scores what another answers, to be compared; nobody saw its scores.</summary>
    Shadow,
}
