using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost;

namespace MlFunctions.Local;

/// <summary>Notes where this process listens for as long as it does, so that commands find it.</summary>
internal sealed class InstanceAnnouncement(LocalHostOptions options, IServer server) : IHostedLifecycleService
{
    private string Note => RunningInstance.PathOf(options.StateDirectory);

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var url = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var unfinished = Note + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(new RunningInstance(url, Environment.ProcessId)));
        File.Move(unfinished, Note, overwrite: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        File.Delete(Note);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
