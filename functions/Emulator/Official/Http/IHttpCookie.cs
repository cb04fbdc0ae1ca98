namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie.</summary>
public interface IHttpCookie
{
    /// <summary>The domain that it is sent to.</summary>
    string? Domain { get; }

    /// <summary>When it expires.</summary>
    DateTimeOffset? Expires { get; }

    /// <summary>Whether scripts cannot see it.</summary>
    bool? HttpOnly { get; }

    /// <summary>How many seconds it lives.</summary>
    double? MaxAge { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The path that it is sent to.</summary>
    string? Path { get; }

    /// <summary>Whether other sites' requests carry it.</summary>
    SameSite SameSite { get; }

    /// <summary>Whether it is sent over TLS alone.</summary>
    bool? Secure { get; }

    /// <summary>Its value.</summary>
    string Value { get; }
}
