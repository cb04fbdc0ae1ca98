using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function with an HTTP request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, function key.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function, [])
    {
    }

    /// <summary>Function key.</summary>
    /// <param name="methods">The HTTP methods; none means any.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>Any method.</summary>
    /// <param name="authLevel">The key that a request must carry.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
        : this(authLevel, [])
    {
    }

    /// <summary>Sets key and methods.</summary>
    /// <param name="authLevel">The key that a request must carry.</param>
    /// <param name="methods">The HTTP methods; none means any.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route under the prefix of host.json; the function's name when null.</summary>
    public string? Route { get; set; }

    /// <summary>The HTTP methods; empty means any.</summary>
    public string[] Methods { get; }

    /// <summary>The key that a request must carry.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
