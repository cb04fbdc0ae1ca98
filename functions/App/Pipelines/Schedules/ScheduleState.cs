namespace MlFunctions.Pipelines;

/// <summary>How far a pipeline's schedule has been looked at: <c>runs/{pipeline}/schedule.json</c>.</summary>
/// <param name="Expression">The schedule. Another one begins anew, so a schedule is never due before it was known.</param>
/// <param name="Until">Everything due up to here has been asked for.</param>
internal sealed record ScheduleState(string Expression, DateTimeOffset Until);
