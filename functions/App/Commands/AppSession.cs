using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Local;

namespace MlFunctions.Commands;

/// <summary>
/// The app that a command talks to: the one that is running on the state folder, or else the same functions, started in this process
/// for as long as the command takes. Either way it is asked over HTTP, as anybody else would ask.
/// </summary>
internal sealed class AppSession : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly IHost? _host;

    private AppSession(HttpClient http, IHost? host)
    {
        _http = http;
        _host = host;
        Client = new AppClient(http);
    }

    /// <summary>Its API.</summary>
    public AppClient Client { get; }

    /// <summary>Finds the app or starts it. A state folder that another process holds without answering ends this one, with a line that says so.</summary>
    /// <param name="stateDirectory">The state folder.</param>
    /// <param name="builder">Builds the app.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AppSession> OpenAsync(string stateDirectory, FunctionsApplicationBuilder builder, CancellationToken cancellationToken)
    {
        if (await RunningInstance.FindAsync(stateDirectory, cancellationToken) is { } running)
        {
            return new AppSession(ClientOf(running.Url, stateDirectory), host: null);
        }

        // It is there for this command alone: nobody else is to find it, and what it says is for the user of the command.
        foreach (var service in builder.Services.Where(service => service.ImplementationType == typeof(InstanceAnnouncement) || service.ImplementationType == typeof(ConsoleReport)).ToArray())
        {
            builder.Services.Remove(service);
        }

        builder.Logging.ClearProviders();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var url = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new AppSession(ClientOf(url, stateDirectory), host);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync();
            await ((IAsyncDisposable)_host).DisposeAsync();
        }
    }

    private static HttpClient ClientOf(string url, string stateDirectory)
    {
        // Runs and files take as long as they take.
        var http = new HttpClient { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan };
        var keys = Path.Combine(stateDirectory, "keys.json");
        if (File.Exists(keys))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(keys));
            http.DefaultRequestHeaders.Add("x-functions-key", json.RootElement.GetProperty("master").GetString());
        }

        return http;
    }
}
