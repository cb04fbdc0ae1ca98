namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>How many messages one invocation takes.</summary>
public enum Cardinality
{
    /// <summary>A batch.</summary>
    Many = 0,

    /// <summary>One.</summary>
    One = 1,
}
