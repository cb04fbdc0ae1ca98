namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A trigger that takes one message or a batch.</summary>
public interface ISupportCardinality
{
    /// <summary>How many messages one invocation takes.</summary>
    Cardinality Cardinality { get; set; }
}
