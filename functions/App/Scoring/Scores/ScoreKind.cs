namespace MlFunctions.Scoring;

/// <summary>How rows came to be scored.</summary>
public enum ScoreKind
{
    /// <summary>Answered at once.</summary>
    Online,

    /// <summary>As a batch of the queue.</summary>
    Queue,
}
