namespace MlFunctions.Scoring;

/// <summary>What is kept of one request or batch that was scored.</summary>
/// <param name="Id">The batch; of an online request an id of its own.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Kind">How its rows came to be scored.</param>
/// <param name="Role">Why it was this model that scored.</param>
/// <param name="ModelVersion">The model, e.g. <c>dispatch:3</c>; null where the rows could not be scored.</param>
/// <param name="Created">When the rows came.</param>
/// <param name="At">When they were scored.</param>
/// <param name="Seconds">How long scoring took.</param>
/// <param name="Features">UTF-8 JSON: for each row an array of values.</param>
/// <param name="View">UTF-8 JSON: the batch as it is shown; of an online request what was answered.</param>
public sealed record ScoreRecord(
    string Id,
    string Pipeline,
    ScoreKind Kind,
    ScoreRole Role,
    string? ModelVersion,
    DateTimeOffset Created,
    DateTimeOffset At,
    double Seconds,
    ReadOnlyMemory<byte> Features,
    ReadOnlyMemory<byte> View);
