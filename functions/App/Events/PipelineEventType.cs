namespace MlFunctions.Events;

/// <summary>What can have happened to a pipeline.</summary>
public enum PipelineEventType
{
    /// <summary>A file lies at the event's subject and should be taken in: an event that others send to start ingestion.</summary>
    SourceDataAvailable,

    /// <summary>A raw file is stored and noted as a batch.</summary>
    RawDataStored,

    /// <summary>A raw file cannot be used; runs go on with the newest that can.</summary>
    DatasetRefused,

    /// <summary>Somebody had a raw file removed.</summary>
    DatasetDeleted,

    /// <summary>A feature set is stored.</summary>
    FeaturesGenerated,

    /// <summary>A batch is not like the one before it, its report is stored; or a feature is no longer served to a version as it was in training.</summary>
    DriftDetected,

    /// <summary>A candidate is trained and stored.</summary>
    CandidateTrained,

    /// <summary>The best candidate passed its gates.</summary>
    ModelReady,

    /// <summary>The best candidate waits for somebody to approve of it.</summary>
    ApprovalNeeded,

    /// <summary>A new version serves.</summary>
    ModelDeployed,

    /// <summary>An earlier version serves again.</summary>
    ModelReverted,

    /// <summary>Canary or shadows changed, perhaps with the champion.</summary>
    TrafficChanged,

    /// <summary>All rows of a dataset are scored, and the scores can be read.</summary>
    ScoresReady,

    /// <summary>A run failed.</summary>
    RunFailed,

    /// <summary>A candidate failed and was left out; its run goes on with the others.</summary>
    CandidateFailed,
}
