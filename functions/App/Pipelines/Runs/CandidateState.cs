namespace MlFunctions.Pipelines;

/// <summary>How far a candidate is.</summary>
internal enum CandidateState
{
    /// <summary>Being searched and trained.</summary>
    Training,

    /// <summary>Trained.</summary>
    Trained,

    /// <summary>Failed, and left out.</summary>
    Failed,
}
