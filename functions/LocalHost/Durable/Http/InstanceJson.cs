using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>Instances as the management endpoints show them.</summary>
internal static class InstanceJson
{
    public static JsonObject Of(OrchestrationMetadata instance, bool showInput) => new()
    {
        ["name"] = instance.Name,
        ["instanceId"] = instance.InstanceId,
        ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
        ["input"] = showInput ? Payload(instance.SerializedInput) : null,
        ["customStatus"] = Payload(instance.SerializedCustomStatus),
        // A failed instance has no output of its own: what failed it stands there.
        ["output"] = instance.FailureDetails is { } failure ? failure.ErrorMessage : Payload(instance.SerializedOutput),
        ["createdTime"] = Time(instance.CreatedAt),
        ["lastUpdatedTime"] = Time(instance.LastUpdatedAt),
    };

    /// <summary>A payload as JSON; as a string when an app's own converter wrote something else.</summary>
    public static JsonNode? Payload(string? serialized)
    {
        if (serialized is null)
            return null;
        try
        {
            return JsonNode.Parse(serialized);
        }
        catch (JsonException)
        {
            return JsonValue.Create(serialized);
        }
    }

    /// <summary>To the second, as the real endpoints tell these two times.</summary>
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
