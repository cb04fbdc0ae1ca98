namespace MlFunctions.Deployment;

/// <summary>What came of a change by hand.</summary>
internal enum PromotionOutcome
{
    /// <summary>The version serves now, or did before.</summary>
    Serves,

    /// <summary>There is no such version.</summary>
    UnknownVersion,

    /// <summary>Somebody else changed the registry at the same time; nothing was changed.</summary>
    ChangedMeanwhile,
}
