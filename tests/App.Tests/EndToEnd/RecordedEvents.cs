using System.Text.Json;

namespace MlFunctions.Tests.EndToEnd;

/// <summary>The events that an app has told so far, as they are recorded.</summary>
internal static class RecordedEvents
{
    /// <summary>Those of a type, in order of time.</summary>
    /// <param name="host">The app.</param>
    /// <param name="type">As JSON writes it, e.g. <c>drift-detected</c>.</param>
    public static JsonElement[] Events(this PipelineHost host, string type)
    {
        var folder = Path.Combine(host.Functions.StateDirectory, "blobs", "audit");
        return Directory.Exists(folder)
            ? [
                .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                    .Select(path => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement)
                    .Where(happened => happened.TryGetProperty("type", out var told) && told.GetString() == type)
                    .OrderBy(happened => happened.GetProperty("at").GetDateTimeOffset()),
            ]
            : [];
    }

    /// <summary>Waits until that many of a type are recorded.</summary>
    public static async Task<JsonElement[]> EventsAsync(this PipelineHost host, string type, int count) => await Eventually.GetAsync(
        () => Task.FromResult(host.Events(type) is { } events && events.Length >= count ? events : null),
        $"{count} events {type}");
}
