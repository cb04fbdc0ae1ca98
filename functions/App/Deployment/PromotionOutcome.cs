namespace MlFunctions.Deployment;

/// <summary>What came of a change by hand.</summary>
public enum PromotionOutcome
{
    /// <summary>Requests go where they should, now or already before.</summary>
    Serves,

    /// <summary>There is no such version.</summary>
    UnknownVersion,

    /// <summary>The package of a version is damaged; nothing was changed.</summary>
    Unusable,

    /// <summary>Somebody else changed the registry at the same time; nothing was changed.</summary>
    ChangedMeanwhile,
}
