using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Something that has happened, told after what it tells of is stored.</summary>
/// <param name="Id">The same for the same happening, however often it is told.</param>
/// <param name="Type">What happened.</param>
/// <param name="Pipeline">To which pipeline.</param>
/// <param name="CorrelationId">Ties together what came of one batch: the batch's id; what happened to a served version: its name.</param>
/// <param name="At">When.</param>
/// <param name="Subject">What it happened to: a batch (raw data, drift) or a feature of a version (drift of what is served), a feature set, the path of a candidate, a version, a run; of <see cref="PipelineEventType.SourceDataAvailable"/> the file's name within <c>raw/{pipeline}/</c>.</param>
/// <param name="Detail">More, in a few words.</param>
public sealed record PipelineEvent(
    string Id,
    PipelineEventType Type,
    string Pipeline,
    string CorrelationId,
    DateTimeOffset At,
    string Subject,
    string? Detail = null)
{
    /// <summary>The topic that all events go to.</summary>
    public const string Topic = "pipeline-events";

    /// <summary>The id of an event: whoever tells of the same again tells it under the same. Two pipelines may be given the same file.</summary>
    internal static string IdOf(PipelineEventType type, string pipeline, string subject) => $"{type}.{pipeline}.{subject}";

    /// <summary>What a kind of event is called in JSON, such as <c>scores-ready</c>.</summary>
    internal static string NameOf(PipelineEventType type) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{type}");

    /// <summary>The event of a message of <see cref="Topic"/>.</summary>
    /// <exception cref="JsonException">It is not JSON, or is no event.</exception>
    internal static PipelineEvent Parse(string message) =>
        JsonSerializer.Deserialize<PipelineEvent>(message, AppJson.Web) ?? throw new JsonException("The event is null, expected an object.");
}
