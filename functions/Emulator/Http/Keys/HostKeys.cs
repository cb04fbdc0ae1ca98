using Microsoft.Azure.Functions.Worker;
using MlFunctions.Emulator.Functions;

namespace MlFunctions.Emulator.Http.Keys;

/// <summary>Which keys open what; none are needed, or made, when the host does not require them.</summary>
internal sealed class HostKeys
{
    private readonly KeySet? keys;

    public HostKeys(EmulatorOptions options, FunctionCatalog catalog)
    {
        if (options.RequireKeys)
        {
            keys = KeyFile.Open(
                options.StateDirectory,
                catalog.TriggeredBy<HttpTriggerAttribute>().Where(http => http.Trigger.AuthLevel != AuthorizationLevel.Anonymous).Select(http => http.Function));
        }
    }

    /// <summary>What opens what extensions add; null when it is open to all.</summary>
    public string? SystemKey => keys?.System;

    /// <summary>What a request to a function must pass; null when it is open to all.</summary>
    public KeyCheck? For(string function, AuthorizationLevel level) => keys is null ? null : level switch
    {
        AuthorizationLevel.Anonymous => null,
        AuthorizationLevel.Admin => new KeyCheck(keys.Master!),
        AuthorizationLevel.System => new KeyCheck(keys.Master!, keys.System!),
        _ => new KeyCheck(keys.Master!, keys.Host!, keys.Functions[function]),
    };

    /// <summary>What a request to the host itself must pass; null when it is open to all.</summary>
    public KeyCheck? ForHost(AuthorizationLevel level) => keys is null ? null
        : level == AuthorizationLevel.Admin ? new KeyCheck(keys.Master!)
        : new KeyCheck(keys.Master!, keys.System!);
}
