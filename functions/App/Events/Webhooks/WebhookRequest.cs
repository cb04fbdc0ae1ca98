using System.Text.Json;
using System.Text.RegularExpressions;
using MlFunctions.Pipelines;

namespace MlFunctions.Events;

/// <summary>What a client wants of a webhook: <c>{"url": …, "events": […], "secret": …}</c>.</summary>
/// <param name="Url">The receiver.</param>
/// <param name="Events">Which events it is to be told of.</param>
/// <param name="Secret">What to sign with; null: the one that it has, or a new one.</param>
internal sealed partial record WebhookRequest(string Url, IReadOnlyList<PipelineEventType> Events, string? Secret)
{
    private static readonly Dictionary<string, PipelineEventType> Known =
        Enum.GetValues<PipelineEventType>().ToDictionary(PipelineEvent.NameOf, StringComparer.Ordinal);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,19}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name { get; }

    /// <summary>What is wrong with the name of a webhook; null: nothing.</summary>
    public static string? NameFault(string name) =>
        Name.IsMatch(name) ? null : $"is '{name}', expected 1 to 20 lower-case letters, digits and hyphens, no hyphen first";

    /// <summary>Reads a body; what is wrong with it is noted there.</summary>
    public static WebhookRequest Read(JsonObjectReader body)
    {
        var url = body.Text("url", required: true) ?? "";
        var secret = body.Text("secret");
        if (secret is not null && WebhookSecret.Fault(secret) is { } fault)
        {
            body.Fault("secret", fault);
        }

        return new WebhookRequest(url, ReadEvents(body), secret);
    }

    private static List<PipelineEventType> ReadEvents(JsonObjectReader body)
    {
        var names = body.Texts("events");
        if (names.Count == 0 && body.KindOf("events") is JsonValueKind.Undefined or JsonValueKind.Array)
        {
            body.Fault("events", $"names no event, expected some of {string.Join(", ", Known.Keys)}");
        }

        var events = new List<PipelineEventType>();
        for (var i = 0; i < names.Count; i++)
        {
            if (!Known.TryGetValue(names[i], out var type))
            {
                body.Fault($"events[{i}]", $"is '{names[i]}', expected one of {string.Join(", ", Known.Keys)}");
            }
            else if (!events.Contains(type))
            {
                events.Add(type);
            }
        }

        return events;
    }
}
