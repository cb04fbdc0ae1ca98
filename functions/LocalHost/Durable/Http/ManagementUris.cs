namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>Where the management endpoints are.</summary>
internal static class ManagementUris
{
    /// <summary>The path that all of them begin with.</summary>
    public const string Root = "/runtime/webhooks/durabletask";

    /// <summary>The URLs of an instance.</summary>
    /// <param name="host">Scheme and authority of the host.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="key">The key that opens them; null when none is needed.</param>
    public static InstanceUris Of(string host, string instanceId, string? key)
    {
        var instance = $"{host}{Root}/instances/{Uri.EscapeDataString(instanceId)}";
        var code = key is null ? "" : $"code={Uri.EscapeDataString(key)}";
        return new InstanceUris(
            instanceId,
            Join(instance, code),
            Join($"{instance}/raiseEvent/{{eventName}}", code),
            Join($"{instance}/terminate", "reason={text}", code),
            Join($"{instance}/rewind", "reason={text}", code),
            Join(instance, code),
            Join($"{instance}/restart", code),
            Join($"{instance}/suspend", "reason={text}", code),
            Join($"{instance}/resume", "reason={text}", code));
    }

    private static string Join(string path, params IEnumerable<string> parameters)
    {
        var query = string.Join('&', parameters.Where(parameter => parameter.Length > 0));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}

/// <summary>The URLs that an instance is asked after and steered with, under the names that the durable extension gives them.</summary>
/// <param name="Id">The instance.</param>
/// <param name="StatusQueryGetUri">Asks for the status (GET).</param>
/// <param name="SendEventPostUri">Sends an event (POST); <c>{eventName}</c> is to be replaced.</param>
/// <param name="TerminatePostUri">Terminates (POST); <c>{text}</c> is to be replaced by the reason.</param>
/// <param name="RewindPostUri">Rewinds (POST); answered with 501 here.</param>
/// <param name="PurgeHistoryDeleteUri">Purges (DELETE).</param>
/// <param name="RestartPostUri">Runs it again (POST).</param>
/// <param name="SuspendPostUri">Suspends (POST); <c>{text}</c> is to be replaced by the reason.</param>
/// <param name="ResumePostUri">Resumes (POST); <c>{text}</c> is to be replaced by the reason.</param>
internal sealed record InstanceUris(
    string Id,
    string StatusQueryGetUri,
    string SendEventPostUri,
    string TerminatePostUri,
    string RewindPostUri,
    string PurgeHistoryDeleteUri,
    string RestartPostUri,
    string SuspendPostUri,
    string ResumePostUri);
