namespace MlFunctions.Pipelines;

/// <summary>How far a candidate is.</summary>
public enum CandidateState
{
    /// <summary>Being searched and trained.</summary>
    Training,

    /// <summary>Trained.</summary>
    Trained,

    /// <summary>Taken from an earlier run that had trained it from the same rows by the same definition and code.</summary>
    Cached,

    /// <summary>Failed, and left out.</summary>
    Failed,

    /// <summary>Not trained when its run ended.</summary>
    Stopped,
}
