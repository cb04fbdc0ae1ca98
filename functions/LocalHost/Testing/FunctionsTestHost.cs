using System.Text;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Blobs;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Messaging;
using MlFunctions.LocalHost.Timers;

namespace MlFunctions.LocalHost.Testing;

/// <summary>
/// A function app running inside a test: its own entry point, real triggers and a real port, on a state directory of its own.
/// <code>
/// await using var host = await FunctionsTestHost.StartAsync&lt;Program&gt;();
/// var answer = await host.Client.GetStringAsync("/api/hello");
/// </code>
/// </summary>
public sealed class FunctionsTestHost : IAsyncDisposable
{
    private readonly TestedApp _app;
    private readonly FunctionsTestHostOptions _options;
    private HostLife _life;

    private FunctionsTestHost(TestedApp app, FunctionsTestHostOptions options, string stateDirectory, HostLife life)
    {
        _app = app;
        _options = options;
        _life = life;
        StateDirectory = stateDirectory;
        Client = Connect();
    }

    /// <summary>Where state and blobs are kept.</summary>
    public string StateDirectory { get; }

    /// <summary>A client of the app's HTTP functions; a new one after a restart.</summary>
    public HttpClient Client { get; private set; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _life.Host.Services;

    /// <summary>The client of the app's orchestrations.</summary>
    public DurableTaskClient DurableTaskClient => Services.GetRequiredService<LocalDurableTaskClient>();

    /// <summary>Starts an app and waits until it answers.</summary>
    /// <typeparam name="TProgram">The app's <c>Program</c>, or any other type of its assembly.</typeparam>
    /// <param name="configure">Changes how it runs.</param>
    public static Task<FunctionsTestHost> StartAsync<TProgram>(Action<FunctionsTestHostOptions>? configure = null) =>
        StartAsync(TestedApp.Of(typeof(TProgram)), configure);

    /// <summary>The paths of the blobs that a function failed on five times.</summary>
    public IReadOnlyList<string> PoisonBlobs => [.. Services.GetRequiredService<BlobReceipts>().ListPoison().Select(blob => blob.Path)];

    private IBlobStore Blobs => Services.GetRequiredService<BlobStores>().Of(connection: null);

    /// <summary>Writes a blob; its triggers fire.</summary>
    /// <param name="path">Container and name: <c>raw/dispatch/2024.csv</c>.</param>
    /// <param name="content">The bytes.</param>
    public Task UploadBlobAsync(string path, ReadOnlyMemory<byte> content) => Blobs.WriteAsync(path, new BinaryData(content).ToStream(), CancellationToken.None);

    /// <inheritdoc cref="UploadBlobAsync(string, ReadOnlyMemory{byte})"/>
    /// <param name="path">Container and name.</param>
    /// <param name="content">The text, written as UTF-8.</param>
    public Task UploadBlobAsync(string path, string content) => UploadBlobAsync(path, Encoding.UTF8.GetBytes(content));

    /// <summary>The bytes of a blob, or null when there is none.</summary>
    /// <param name="path">Container and name.</param>
    public async Task<byte[]?> DownloadBlobAsync(string path)
    {
        await using var blob = await Blobs.OpenReadAsync(path, CancellationToken.None);
        return blob is null ? null : (await BinaryData.FromStreamAsync(blob)).ToArray();
    }

    /// <summary>The paths of the blobs whose path begins with a prefix, in order.</summary>
    /// <param name="prefix">The prefix: a container, or more.</param>
    public async Task<IReadOnlyList<string>> ListBlobsAsync(string prefix = "") =>
        await Blobs.ListAsync(prefix, CancellationToken.None).Select(blob => blob.Path).ToListAsync();

    /// <summary>Runs a timer function now, and waits for it.</summary>
    /// <param name="function">The function's name.</param>
    /// <exception cref="ArgumentException">There is no timer function of that name.</exception>
    public Task FireTimerAsync(string function) =>
        Services.GetRequiredService<FunctionCatalog>().Find(function) is { Trigger: TimerTriggerAttribute } timer
            ? Services.GetRequiredService<TimerListener>().RunNowAsync(timer)
            : throw new ArgumentException($"There is no timer function '{function}'.", nameof(function));

    /// <summary>Sends a message; its triggers fire.</summary>
    /// <param name="queueOrTopic">The queue or topic.</param>
    /// <param name="body">The payload, sent as UTF-8.</param>
    public Task SendMessageAsync(string queueOrTopic, string body) =>
        Services.GetRequiredService<ServiceBusClient>().CreateSender(queueOrTopic).SendMessageAsync(new ServiceBusMessage(body));

    /// <summary>How many messages wait or are under way.</summary>
    /// <param name="entity">A queue, or <c>topic/Subscriptions/name</c>.</param>
    public int CountMessages(string entity) => Services.GetRequiredService<Broker>().Count(entity);

    /// <summary>How many messages are dead-lettered.</summary>
    /// <param name="entity">A queue, or <c>topic/Subscriptions/name</c>.</param>
    public int CountDeadLetters(string entity) => CountMessages(EntityPath.DeadLetter(entity));

    /// <summary>The first hundred of the messages that are dead-lettered, each with reason and description; they stay where they are.</summary>
    /// <param name="entity">A queue, or <c>topic/Subscriptions/name</c>.</param>
    public IReadOnlyList<ServiceBusReceivedMessage> PeekDeadLetters(string entity) =>
        [.. Services.GetRequiredService<Broker>().Peek(EntityPath.DeadLetter(entity), Broker.PeekedAtMost).Select(message => message.ToReceived())];

    /// <summary>Sends what is dead-lettered back to where it came from.</summary>
    /// <param name="entity">A queue, or <c>topic/Subscriptions/name</c>.</param>
    /// <returns>How many messages.</returns>
    public Task<int> ResubmitDeadLettersAsync(string entity) => Services.GetRequiredService<Broker>().ResubmitAsync(entity);

    /// <summary>Waits until an orchestration has ended, however it does; one that a trigger has yet to start is waited for, too.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The instance with its input and output.</returns>
    public async Task<OrchestrationMetadata> WaitForOrchestrationAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        var client = DurableTaskClient;
        await Services.GetRequiredService<DurableEngine>().ExistsAsync(instanceId, cancellationToken);
        return await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
    }

    /// <summary>
    /// Waits until nothing is left to do at the time that the host's clock says: no function runs, no message can be received, no blob
    /// is to be looked at or tried, no timer is due, no orchestration has news.
    /// </summary>
    /// <remarks>
    /// What goes on outside the host is not known to it: the app's own background services, a file that something else drops until
    /// the file system tells of it, a blob that something else uploads to an account until the next scan. A function that itself
    /// waits for the clock is never done while the clock stands still.
    /// </remarks>
    /// <param name="within">How long to wait, in real time; 30 seconds when null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The host is still busy; the message says with what.</exception>
    public Task IdleAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        new HostIdleness(_life.Host).ReachAsync(within ?? TimeSpan.FromSeconds(30), cancellationToken);

    /// <summary>
    /// Moves the host's <see cref="ManualClock"/>. At every time at which something is due the clock stands still until the host is
    /// idle again, so that all that happens does so at its own time, and has when this returns.
    /// </summary>
    /// <param name="duration">How far; not negative.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="InvalidOperationException">The host has another clock.</exception>
    /// <exception cref="TimeoutException">As of <see cref="IdleAsync"/>.</exception>
    public async Task AdvanceAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var clock = Services.GetRequiredService<TimeProvider>() as ManualClock
            ?? throw new InvalidOperationException($"The host's clock cannot be moved; start it with {nameof(FunctionsTestHostOptions)}.{nameof(FunctionsTestHostOptions.Clock)} = new {nameof(ManualClock)}().");
        await IdleAsync(cancellationToken: cancellationToken);
        await clock.AdvanceAsync(duration, () => IdleAsync(cancellationToken: cancellationToken));
        await IdleAsync(cancellationToken: cancellationToken);
    }

    /// <summary>What has happened in an orchestration, for <see cref="OrchestrationReplay"/>.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public OrchestrationHistory ExportHistory(string instanceId) => Services.GetRequiredService<DurableEngine>().ExportHistory(instanceId)
        ?? throw new KeyNotFoundException($"There is no orchestration '{instanceId}'.");

    /// <summary>Stops the app in good order.</summary>
    public async Task StopAsync()
    {
        Client.Dispose();
        await _life.StopAsync();
    }

    /// <summary>
    /// Ends the app as if its process died: what is under way is not waited for, and what it would still write to the state is lost.
    /// </summary>
    public async Task CrashAsync()
    {
        await _life.CrashAsync();
        Client.Dispose();
    }

    /// <summary>Starts the app again on the same state, after stopping it in good order if it still runs.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _life = await HostLife.StartAsync(_app, StateDirectory, _options);
        Client = Connect();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_options.StateDirectory is null)
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

    private HttpClient Connect()
    {
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new HttpClient { BaseAddress = new Uri(addresses.First()) };
    }
}
