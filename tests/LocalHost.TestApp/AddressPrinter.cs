using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;

namespace MlFunctions.LocalHost.TestApp;

/// <summary>Tells on the output where the app answers, once it does.</summary>
public sealed class AddressPrinter(IServer server, Announcer announcer, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => announcer.Say(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
