namespace MlFunctions.Pipelines;

/// <summary>What kind of thing asks for a run.</summary>
public enum RunTrigger
{
    /// <summary>New raw data.</summary>
    Data,

    /// <summary>The definition's schedule.</summary>
    Schedule,

    /// <summary>As many corrections as the definition waits for.</summary>
    Corrections,

    /// <summary>Data that is no longer like the data before it.</summary>
    Drift,

    /// <summary>Somebody.</summary>
    Request,
}
