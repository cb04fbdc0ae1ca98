namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a request must carry.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>A signed-in user; treated as <see cref="Function"/>.</summary>
    User = 1,

    /// <summary>The function's key or a host key.</summary>
    Function = 2,

    /// <summary>A system key or the master key.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
