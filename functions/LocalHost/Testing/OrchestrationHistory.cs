using System.Text;
using System.Text.Json;
using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Testing;

/// <summary>The recorded history of one orchestration instance: what a test keeps, to replay it against later code.</summary>
public sealed class OrchestrationHistory
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    internal OrchestrationHistory(string instanceId, int generation, IReadOnlyList<HistoryEvent> events)
    {
        if (events is not [HistoryEvent.ExecutionStarted, ..])
            throw new FormatException($"The history of '{instanceId}' does not begin with {nameof(HistoryEvent.ExecutionStarted)}.");
        InstanceId = instanceId;
        Generation = generation;
        Events = events;
    }

    /// <summary>The instance.</summary>
    public string InstanceId { get; }

    /// <summary>The orchestrator.</summary>
    public string Orchestrator => ((HistoryEvent.ExecutionStarted)Events[0]).Name;

    /// <summary>How often the instance had continued as new; only the last generation is kept.</summary>
    public int Generation { get; }

    internal IReadOnlyList<HistoryEvent> Events { get; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is not such a text.</exception>
    public static OrchestrationHistory Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new OrchestrationHistory(
                root.GetProperty("instanceId").GetString()!,
                root.GetProperty("generation").GetInt32(),
                [.. root.GetProperty("events").EnumerateArray().Select(e => HistoryJson.Read(Encoding.UTF8.GetBytes(e.GetRawText())))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Not a recorded history: {e.Message}", e);
        }
    }

    /// <summary>The history as indented JSON, one object an event.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("instanceId", InstanceId);
            writer.WriteNumber("generation", Generation);
            writer.WriteStartArray("events");
            foreach (var happened in Events)
                writer.WriteRawValue(HistoryJson.Write(happened));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
