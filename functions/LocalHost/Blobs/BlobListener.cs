using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Starts each blob function once for each new version of a blob.</summary>
internal sealed class BlobListener(
    FunctionCatalog catalog,
    BlobStores stores,
    BlobReceipts receipts,
    BlobDispatcher dispatcher,
    TimeProvider clock,
    IConfiguration configuration,
    HostFaults faults) : IListener, IManualStart, IDisposable
{
    private readonly BlobTrigger[] _triggers = [.. catalog.TriggeredBy<BlobTriggerAttribute>().Select(blob => BlobTrigger.Of(blob.Function, blob.Trigger, stores, configuration))];
    private readonly SemaphoreSlim _slots = new(
        configuration.HostJson("extensions:blobs").GetValue("maxDegreeOfParallelism", 8 * Environment.ProcessorCount));

    private readonly ConcurrentDictionary<(string Function, string Path), string> _dispatched = [];
    private readonly List<IBlobWatch> _watches = [];
    private readonly ListenerTasks _looking = new();
    private readonly ListenerTasks _dispatches = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WorkInHand _work = new(clock);

    public string? BusyWith => _watches.Any(watch => watch.IsLooking) ? "looking for blobs" : _work.Due;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var triggers in _triggers.GroupBy(trigger => trigger.Store))
        {
            var watch = triggers.Key.Watch([.. triggers.Select(trigger => trigger.Pattern.Prefix).Distinct()]);
            _watches.Add(watch);
            _looking.Add(Guarded(() => watch.RunAsync(version => Consider(triggers, version), _stopping.Token)));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _watches.ForEach(watch => watch.Dispose());
        await _looking.WaitAsync(cancellationToken);
        await _dispatches.WaitAsync(cancellationToken);
    }

    public bool CanStart(FunctionDescriptor function) => function.Trigger is BlobTriggerAttribute;

    /// <summary>Begins to run a function on a blob, whether it has had it or not; what it throws is logged by the runner.</summary>
    /// <param name="function">The function.</param>
    /// <param name="input">The blob: container and name.</param>
    /// <exception cref="ArgumentException">There is no such blob, or the function is for others.</exception>
    public async Task StartAsync(FunctionDescriptor function, string input)
    {
        var trigger = _triggers.First(trigger => trigger.Function == function);
        var expressions = trigger.Pattern.Match(input)
            ?? throw new ArgumentException($"'{input}' is no blob of function '{function.Name}', which takes '{trigger.Pattern}'.");
        var version = await trigger.Store.FindAsync(input, _stopping.Token) ?? throw new ArgumentException($"There is no blob '{input}'.");
        Dispatch(trigger, version, _ => dispatcher.RunOnceAsync(trigger, new BlobEvent(version, expressions), _slots, _stopping.Token));
    }

    public void Dispose()
    {
        _watches.ForEach(watch => watch.Dispose());
        _stopping.Dispose();
        _slots.Dispose();
    }

    private Task Guarded(Func<Task> run) => Task.Run(() => faults.GuardAsync(run, _stopping.Token), CancellationToken.None);

    private void Dispatch(BlobTrigger trigger, BlobVersion version, Func<WorkInHand.Piece, Task> run)
    {
        var piece = _work.Begin($"function '{trigger.Function.Name}' on blob '{version.Path}'");
        _dispatches.Add(Guarded(async () =>
        {
            using (piece)
            {
                await run(piece);
            }
        }));
    }

    private void Consider(IEnumerable<BlobTrigger> triggers, BlobVersion version)
    {
        foreach (var trigger in triggers)
        {
            var key = (trigger.Function.Name, version.Path);
            if (_dispatched.GetValueOrDefault(key) == version.ETag || trigger.Pattern.Match(version.Path) is not { } expressions)
            {
                continue;
            }

            _dispatched[key] = version.ETag;
            if (!receipts.IsSettled(trigger.Function.Name, version))
            {
                Dispatch(trigger, version, piece => dispatcher.DispatchAsync(trigger, new BlobEvent(version, expressions), _slots, piece, _stopping.Token));
            }
        }
    }
}
