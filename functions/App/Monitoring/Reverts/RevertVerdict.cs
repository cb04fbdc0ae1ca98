namespace MlFunctions.Monitoring;

/// <summary>What comes of holding the champion against the definition's bound.</summary>
public enum RevertVerdict
{
    /// <summary>Too little is known of its predictions yet.</summary>
    NotYetJudged,

    /// <summary>It is not worse than the bound.</summary>
    GoodEnough,

    /// <summary>It is worse, and the version before is about to serve again.</summary>
    Worse,

    /// <summary>It is worse, but there is no earlier version that has not been reverted itself, so it goes on serving.</summary>
    NothingToRevertTo,
}
