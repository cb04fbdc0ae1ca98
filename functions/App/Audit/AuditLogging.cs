using Microsoft.Extensions.Logging;

namespace MlFunctions.Audit;

/// <summary>What the audit logs, by event id.</summary>
internal static partial class AuditLogging
{
    [LoggerMessage(2961, LogLevel.Warning, "The app ended while {Action} of {Subject} was being done for {By}; the audit now has an entry that says so.")]
    public static partial void ChangeMadeUpFor(this ILogger logger, string action, string subject, string by);

    [LoggerMessage(2962, LogLevel.Error, "Changes that were under way when the app ended could not be made up for; it is tried again.")]
    public static partial void ChangesNotMadeUpFor(this ILogger logger, Exception exception);
}
