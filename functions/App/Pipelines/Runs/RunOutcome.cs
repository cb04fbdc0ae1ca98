namespace MlFunctions.Pipelines;

/// <summary>How a run ended that did not fail.</summary>
public enum RunOutcome
{
    /// <summary>A new model serves.</summary>
    Deployed,

    /// <summary>No candidate passed the gates; what served before goes on serving.</summary>
    Rejected,

    /// <summary>A candidate passed the gates, and somebody rejected it, nobody approved of it in time, or a newer run took its place.</summary>
    NotApproved,

    /// <summary>The schedule or drift asked, and neither data nor definition is new since the last run: nothing was trained.</summary>
    NothingNew,
}
