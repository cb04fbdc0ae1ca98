namespace MlFunctions.Pipelines;

/// <summary>The stages of a run, in order.</summary>
public enum RunStage
{
    /// <summary>The definition and the raw data are fixed.</summary>
    Ingestion,

    /// <summary>The file is read, checked, and bad rows are set aside.</summary>
    Preparation,

    /// <summary>The holdout is set apart.</summary>
    Segregation,

    /// <summary>The candidates are searched and trained.</summary>
    Training,

    /// <summary>The candidates and the champion are measured on the holdout and held against the gates.</summary>
    Evaluation,

    /// <summary>Somebody decides whether the winner may serve, where the definition says so.</summary>
    Approval,

    /// <summary>The winner is registered and serves.</summary>
    Deployment,
}
