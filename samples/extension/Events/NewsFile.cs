using Microsoft.Extensions.Configuration;
using MlFunctions.Events;

namespace MlFunctions.Samples.Extension;

/// <summary>Writes a line for every new model into the file that the setting <c>NewsFile</c> names; without the setting it keeps still.</summary>
/// <param name="configuration">The app's settings.</param>
public sealed class NewsFile(IConfiguration configuration) : IPipelineEventHandler
{
    /// <inheritdoc/>
    public async Task HandleAsync(PipelineEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Type == PipelineEventType.ModelDeployed && configuration["NewsFile"] is { Length: > 0 } path)
        {
            // The id starts the line, so that one who reads knows a line that came twice.
            await File.AppendAllTextAsync(path, $"{happened.Id}: {happened.Subject} serves since {happened.At:u}\n", cancellationToken);
        }
    }
}
