namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Whether other sites' requests carry a cookie.</summary>
public enum SameSite
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>When they navigate here.</summary>
    Lax = 1,

    /// <summary>Never.</summary>
    Strict = 2,

    /// <summary>Always; said as <c>None</c>.</summary>
    ExplicitNone = 3,
}
