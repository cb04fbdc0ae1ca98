using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Blobs;

namespace MlFunctions.Emulator.Testing;

/// <summary>
/// A function app running inside a test: its own entry point, real triggers and a real port, on a state directory of its own.
/// <code>
/// await using var host = await FunctionsTestHost.StartAsync&lt;Program&gt;();
/// var answer = await host.Client.GetStringAsync("/api/hello");
/// </code>
/// </summary>
public sealed class FunctionsTestHost : IAsyncDisposable
{
    private readonly TestedApp app;
    private readonly FunctionsTestHostOptions options;
    private HostLife life;

    private FunctionsTestHost(TestedApp app, FunctionsTestHostOptions options, string stateDirectory, HostLife life)
    {
        this.app = app;
        this.options = options;
        this.life = life;
        StateDirectory = stateDirectory;
        Client = Connect();
    }

    /// <summary>Where state and blobs are kept.</summary>
    public string StateDirectory { get; }

    /// <summary>A client of the app's HTTP functions; a new one after a restart.</summary>
    public HttpClient Client { get; private set; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => life.Host.Services;

    /// <summary>Starts an app and waits until it answers.</summary>
    /// <typeparam name="TProgram">The app's <c>Program</c>, or any other type of its assembly.</typeparam>
    /// <param name="configure">Changes how it runs.</param>
    public static Task<FunctionsTestHost> StartAsync<TProgram>(Action<FunctionsTestHostOptions>? configure = null) =>
        StartAsync(TestedApp.Of(typeof(TProgram)), configure);

    /// <summary>The paths of the blobs that a function failed on five times.</summary>
    public IReadOnlyList<string> PoisonBlobs => [.. Services.GetRequiredService<BlobReceipts>().ListPoison().Select(blob => blob.Path)];

    private BlobFolder Blobs => Services.GetRequiredService<BlobFolder>();

    /// <summary>Writes a blob; its triggers fire.</summary>
    /// <param name="path">Container and name: <c>raw/dispatch/2024.csv</c>.</param>
    /// <param name="content">The bytes.</param>
    public async Task UploadBlobAsync(string path, ReadOnlyMemory<byte> content)
    {
        await Blobs.WriteAsync(path, content);
        Services.GetRequiredService<BlobListener>().Notify(path);
    }

    /// <inheritdoc cref="UploadBlobAsync(string, ReadOnlyMemory{byte})"/>
    /// <param name="path">Container and name.</param>
    /// <param name="content">The text, written as UTF-8.</param>
    public Task UploadBlobAsync(string path, string content) => UploadBlobAsync(path, Encoding.UTF8.GetBytes(content));

    /// <summary>The bytes of a blob, or null when there is none.</summary>
    /// <param name="path">Container and name.</param>
    public async Task<byte[]?> DownloadBlobAsync(string path) =>
        File.Exists(Blobs.FileOf(path)) ? await File.ReadAllBytesAsync(Blobs.FileOf(path)) : null;

    /// <summary>The paths of the blobs whose path begins with a prefix, in order.</summary>
    /// <param name="prefix">The prefix: a container, or more.</param>
    public IReadOnlyList<string> ListBlobs(string prefix = "") => [.. Blobs.List(prefix)];

    /// <summary>Stops the app in good order and starts it again on the same state.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        life = await HostLife.StartAsync(app, StateDirectory, options);
        Client = Connect();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (options.StateDirectory is null)
        {
            Directory.Delete(StateDirectory, recursive: true);
        }
    }

    internal static async Task<FunctionsTestHost> StartAsync(TestedApp app, Action<FunctionsTestHostOptions>? configure = null)
    {
        var chosen = new FunctionsTestHostOptions();
        configure?.Invoke(chosen);
        var stateDirectory = chosen.StateDirectory ?? Directory.CreateTempSubdirectory("mlfunctions-").FullName;
        return new FunctionsTestHost(app, chosen, stateDirectory, await HostLife.StartAsync(app, stateDirectory, chosen));
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await life.StopAsync();
    }

    private HttpClient Connect()
    {
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new HttpClient { BaseAddress = new Uri(addresses.First()) };
    }
}
