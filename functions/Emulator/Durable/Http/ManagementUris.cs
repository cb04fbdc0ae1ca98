using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Emulator.Durable.Http;

/// <summary>Where the management endpoints are.</summary>
internal static class ManagementUris
{
    /// <summary>The path that all of them begin with.</summary>
    public const string Root = "/runtime/webhooks/durabletask";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The URLs of an instance.</summary>
    /// <param name="host">Scheme and authority of the host.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="key">The key that opens them; null when none is needed.</param>
    public static HttpManagementPayload Of(string host, string instanceId, string? key)
    {
        var instance = $"{host}{Root}/instances/{Uri.EscapeDataString(instanceId)}";
        var code = key is null ? "" : $"code={Uri.EscapeDataString(key)}";
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = Join(instance, code),
            SendEventPostUri = Join($"{instance}/raiseEvent/{{eventName}}", code),
            TerminatePostUri = Join($"{instance}/terminate", "reason={text}", code),
            RewindPostUri = Join($"{instance}/rewind", "reason={text}", code),
            PurgeHistoryDeleteUri = Join(instance, code),
            RestartPostUri = Join($"{instance}/restart", code),
            SuspendPostUri = Join($"{instance}/suspend", "reason={text}", code),
            ResumePostUri = Join($"{instance}/resume", "reason={text}", code),
        };
    }

    public static byte[] ToJson(HttpManagementPayload payload) => JsonSerializer.SerializeToUtf8Bytes(payload, Json);

    private static string Join(string path, params IEnumerable<string> parameters)
    {
        var query = string.Join('&', parameters.Where(parameter => parameter.Length > 0));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
