using Microsoft.Extensions.Logging;

namespace MlFunctions.Training;

/// <summary>What training logs, by event id.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(2301, LogLevel.Information, "Fold {Fold} of round {Round} of {Trainer} begins in run {RunId}.")]
    public static partial void FoldBegun(this ILogger logger, int fold, int round, string trainer, string runId);

    [LoggerMessage(2302, LogLevel.Information, "Fold {Fold} of round {Round} of {Trainer} is scored in run {RunId} after {Seconds} s.")]
    public static partial void FoldScored(this ILogger logger, int fold, int round, string trainer, string runId, double seconds);

    [LoggerMessage(2303, LogLevel.Information, "Candidate {Trainer} is trained in run {RunId} after {Seconds} s.")]
    public static partial void CandidateTrained(this ILogger logger, string trainer, string runId, double seconds);
}
