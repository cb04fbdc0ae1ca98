using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Functions;

namespace MlFunctions.LocalHost.Http.Keys;

/// <summary>Which keys open what; none are needed, or made, when the host does not require them.</summary>
internal sealed class HostKeys
{
    private readonly KeySet? _keys;

    public HostKeys(LocalHostOptions options, FunctionCatalog catalog)
    {
        if (options.RequireKeys)
        {
            _keys = KeyFile.Open(
                options.StateDirectory,
                catalog.TriggeredBy<HttpTriggerAttribute>().Where(http => http.Trigger.AuthLevel != AuthorizationLevel.Anonymous).Select(http => http.Function));
        }
    }

    /// <summary>What opens what extensions add; null when it is open to all.</summary>
    public string? SystemKey => _keys?.System;

    /// <summary>What a request to a function must pass; null when it is open to all.</summary>
    public KeyCheck? For(string function, AuthorizationLevel level) => _keys is null ? null : level switch
    {
        AuthorizationLevel.Anonymous => null,
        AuthorizationLevel.Admin => new KeyCheck(_keys.Master!),
        AuthorizationLevel.System => new KeyCheck(_keys.Master!, _keys.System!),
        _ => new KeyCheck(_keys.Master!, _keys.Host!, _keys.Functions[function]),
    };

    /// <summary>What a request to the host itself must pass; null when it is open to all.</summary>
    public KeyCheck? ForHost(AuthorizationLevel level) => _keys is null ? null
        : level == AuthorizationLevel.Admin ? new KeyCheck(_keys.Master!)
        : new KeyCheck(_keys.Master!, _keys.System!);
}
