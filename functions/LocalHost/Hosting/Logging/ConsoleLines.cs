using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlFunctions.LocalHost.Hosting.Logging;

/// <summary>Logging as the host does it by default: warnings and errors, a line each, on standard error.</summary>
internal static class ConsoleLines
{
    public static ILoggingBuilder AddConsoleLines(this ILoggingBuilder logging)
    {
        logging.Services.AddSingleton<ILoggerProvider, ConsoleLineLoggerProvider>();
        return logging.SetMinimumLevel(LogLevel.Warning);
    }

    /// <summary>Takes levels by category from host.json: <c>logging.logLevel</c>.</summary>
    public static ILoggingBuilder AddConfiguration(this ILoggingBuilder logging, IConfigurationSection section)
    {
        foreach (var level in section.GetSection("logLevel").GetChildren())
        {
            if (Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var minimum))
            {
                logging.AddFilter(level.Key == "default" ? null : level.Key, minimum);
            }
            else
            {
                throw new StartupException($"host.json: logging.logLevel.{level.Key} is '{level.Value}'; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }

        return logging;
    }
}
