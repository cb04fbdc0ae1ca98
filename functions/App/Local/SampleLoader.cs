using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Local;

/// <summary>Puts each sample pipeline that is not there yet into the store; its data starts its run as any other file does.</summary>
internal sealed class SampleLoader(SampleLibrary samples, DefinitionStore definitions, IArtifactStore artifacts, ILogger<SampleLoader> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var sample in samples.All)
        {
            try
            {
                await LoadAsync(sample, cancellationToken);
            }
            catch (DefinitionException exception)
            {
                // A pipeline of the user's own has the sample's alias.
                logger.SampleLeftOut(sample.Name, exception.Message);
            }
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task LoadAsync(Sample sample, CancellationToken cancellationToken)
    {
        var json = new BinaryData(await File.ReadAllBytesAsync(sample.Definition.FullName, cancellationToken));
        if (await definitions.FindAsync(sample.Name, cancellationToken) is null)
        {
            await definitions.SaveAsync(sample.Name, json, cancellationToken);
        }

        // Also where the definition was there already: the process may have been killed between the two.
        if (!await artifacts.ListAsync(Containers.Raw, $"{sample.Name}/", cancellationToken).AnyAsync(cancellationToken))
        {
            foreach (var file in sample.Data)
            {
                await using var content = file.OpenRead();
                await artifacts.PutIfAbsentAsync(RawData.PathOf(sample.Name, file.Name), content, cancellationToken);
            }
        }
    }
}
