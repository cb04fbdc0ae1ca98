namespace MlFunctions.Events;

/// <summary>Something that is told to whoever listens now.</summary>
/// <param name="Pipeline">To which pipeline it happened.</param>
/// <param name="Name">What happened, e.g. <c>model-deployed</c>.</param>
/// <param name="Id">Its place among the recorded events of the pipeline, from which a listener can go on; null: it is not recorded.</param>
/// <param name="BatchId">The batch whose scores can be read; null: it is about something else.</param>
/// <param name="Data">JSON on one line.</param>
public sealed record PushedEvent(string Pipeline, string Name, string? Id, string? BatchId, string Data);
