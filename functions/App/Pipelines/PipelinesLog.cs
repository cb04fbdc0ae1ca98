using Microsoft.Extensions.Logging;

namespace MlFunctions.Pipelines;

/// <summary>What definitions and runs log, by event id.</summary>
internal static partial class PipelinesLog
{
    [LoggerMessage(2201, LogLevel.Warning, "Pipeline '{Pipeline}' is left out of the schedules: {Fault}")]
    public static partial void DefinitionFaulty(this ILogger logger, string pipeline, string fault);

    [LoggerMessage(2202, LogLevel.Warning, "It cannot be seen now whether run {Run} was terminated; its work goes on.")]
    public static partial void RunNotWatched(this ILogger logger, Exception exception, string run);

    [LoggerMessage(2203, LogLevel.Information, "{Pipeline}: {Files} files in {Container} were older than {Days} days and are deleted, as the definition has it.")]
    public static partial void Expired(this ILogger logger, string pipeline, int files, string container, int days);
}
