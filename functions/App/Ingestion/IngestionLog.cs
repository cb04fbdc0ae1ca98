using Microsoft.Extensions.Logging;

namespace MlFunctions.Ingestion;

/// <summary>What ingestion logs, by event id.</summary>
internal static partial class IngestionLog
{
    [LoggerMessage(2101, LogLevel.Warning, "{File} came in, but there is no pipeline '{Pipeline}' to train; PUT pipelines/{Pipeline} defines it, then POST pipelines/{Pipeline}/runs trains on it.")]
    public static partial void NoPipeline(this ILogger logger, string pipeline, string file);

    [LoggerMessage(2102, LogLevel.Information, "{File} came in for pipeline {Pipeline}, which waits for the first file of {Missing}.")]
    public static partial void Incomplete(this ILogger logger, string pipeline, string file, string missing);

    [LoggerMessage(2103, LogLevel.Warning, "{File} cannot be used by pipeline {Pipeline}, whose runs go on with the newest file that can: {Reason}.")]
    public static partial void Refused(this ILogger logger, string pipeline, string file, string reason);

    [LoggerMessage(2104, LogLevel.Warning, "{File} is no data of any pipeline; put it into a folder named like its pipeline: raw/(pipeline)/{File}.")]
    public static partial void NoFolder(this ILogger logger, string file);
}
