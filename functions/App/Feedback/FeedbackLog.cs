using Microsoft.Extensions.Logging;

namespace MlFunctions.Feedback;

/// <summary>What feedback logs, by event id.</summary>
internal static partial class FeedbackLog
{
    [LoggerMessage(2701, LogLevel.Error, "A correction cannot be read; it is kept as {Path}.")]
    public static partial void CorrectionUnreadable(this ILogger logger, Exception exception, string path);

    [LoggerMessage(2702, LogLevel.Warning, "None of the corrected rows of {Pipeline} fits its definition any more: {Fault}")]
    public static partial void CorrectionsUnfit(this ILogger logger, string pipeline, string fault);
}
