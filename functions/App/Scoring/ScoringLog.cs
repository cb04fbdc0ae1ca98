using Microsoft.Extensions.Logging;

namespace MlFunctions.Scoring;

/// <summary>What scoring logs, by event id.</summary>
internal static partial class ScoringLog
{
    [LoggerMessage(2001, LogLevel.Information, "Pipeline {Pipeline} answers with {Model}.")]
    public static partial void Serving(this ILogger logger, string pipeline, string model);

    [LoggerMessage(2002, LogLevel.Error, "The models of pipeline {Pipeline} could not be brought up to date; what served before goes on serving.")]
    public static partial void RefreshFailed(this ILogger logger, Exception exception, string pipeline);

    [LoggerMessage(2003, LogLevel.Error, "The store could not be checked for changes of models; what served before goes on serving.")]
    public static partial void CheckFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "{Listener} could not take {Rows} scored rows; they are lost to it, as are those that follow until it can.")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception, string listener, int rows);

    [LoggerMessage(2005, LogLevel.Warning, "{Rows} scored rows were answered but not recorded, because {MaximumRows} were waiting to be.")]
    public static partial void ScoresDropped(this ILogger logger, long rows, int maximumRows);

    [LoggerMessage(2006, LogLevel.Error, "Version {Version} of {Pipeline} cannot be used and is left out; the champion answers in its place.")]
    public static partial void VersionUnusable(this ILogger logger, Exception exception, string pipeline, int version);

    [LoggerMessage(2007, LogLevel.Warning, "{Model} was past its deadline of {Deadline}; {Fallback} was asked in its place. Said once a model; answers say it each time.")]
    public static partial void PastDeadline(this ILogger logger, string model, TimeSpan deadline, string fallback);

    [LoggerMessage(2008, LogLevel.Error, "{Model} failed on a request.")]
    public static partial void ModelFailed(this ILogger logger, Exception exception, string model);

    [LoggerMessage(2009, LogLevel.Warning, "{Rows} rows were answered but not scored by the shadows, because {MaximumRows} were waiting to be.")]
    public static partial void ShadowRowsDropped(this ILogger logger, long rows, int maximumRows);

    [LoggerMessage(2020, LogLevel.Error, "{Batches} batches of {Pipeline} could not be scored now; they are put into the queue again for later, until they can.")]
    public static partial void BatchesPostponed(this ILogger logger, Exception exception, int batches, string pipeline);

    [LoggerMessage(2021, LogLevel.Error, "Batch {Batch} failed: {Model} could not score its rows.")]
    public static partial void BatchFailed(this ILogger logger, Exception exception, string batch, string model);

    [LoggerMessage(2022, LogLevel.Error, "A message of {Queue} cannot be read; it is kept as {Path}.")]
    public static partial void MessageUnreadable(this ILogger logger, Exception exception, string queue, string path);

    [LoggerMessage(2023, LogLevel.Error, "Line {Line} of {Path} is not a score and is left out.")]
    public static partial void ScoreUnreadable(this ILogger logger, Exception exception, int line, string path);

    [LoggerMessage(2024, LogLevel.Warning, "The read model is away; what is scored meanwhile will be shown when it is back.")]
    public static partial void ReadModelAway(this ILogger logger, Exception exception);

    [LoggerMessage(2027, LogLevel.Warning, "The read model is back.")]
    public static partial void ReadModelBack(this ILogger logger);

    [LoggerMessage(2025, LogLevel.Information, "The read model was rebuilt from the scores since {Since}: {Batches} batches.")]
    public static partial void ReadModelRebuilt(this ILogger logger, DateTimeOffset since, int batches);

    [LoggerMessage(2026, LogLevel.Error, "The read model could not be rebuilt; it is tried again.")]
    public static partial void RebuildFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2091, LogLevel.Information, "Batches of {Pipeline} can be scored again.")]
    public static partial void BatchesScoredAgain(this ILogger logger, string pipeline);

    [LoggerMessage(2092, LogLevel.Information, "{Listener} takes scored rows again.")]
    public static partial void ListenerBack(this ILogger logger, string listener);
}
