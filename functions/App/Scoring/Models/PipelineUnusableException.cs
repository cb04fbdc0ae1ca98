namespace MlFunctions.Scoring;

/// <summary>A pipeline that cannot answer, because what is stored of it cannot be used; the message says what and why.</summary>
internal sealed class PipelineUnusableException : Exception
{
    /// <summary>What was found just now.</summary>
    public PipelineUnusableException(string pipeline, Exception cause)
        : base($"Pipeline '{pipeline}' cannot answer: {cause.Message}", cause)
    {
    }

    /// <summary>What was found before.</summary>
    public PipelineUnusableException(string fault)
        : base(fault)
    {
    }
}
