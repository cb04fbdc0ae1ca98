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

    [LoggerMessage(2004, LogLevel.Error, "{Listener} could not take {Rows} scored rows; they are lost to it.")]
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
}
