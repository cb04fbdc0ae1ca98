namespace MlFunctions.Scoring;

/// <summary>A batch of rows that wait for their scores.</summary>
/// <param name="Id">The batch, and the message that carries it: however often it is delivered, it is one batch.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="Subjects">UTF-8 JSON on one line: an array of texts that name the rows.</param>
/// <param name="Features">UTF-8 JSON on one line: for each subject an array of values in the order of the features.</param>
public sealed record ScoringRequest(string Id, string Pipeline, DateTimeOffset At, ReadOnlyMemory<byte> Subjects, ReadOnlyMemory<byte> Features);
