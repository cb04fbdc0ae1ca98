using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Starts each blob function once for each new version of a blob.</summary>
internal sealed class BlobListener(
    FunctionCatalog catalog,
    BlobFolder folder,
    BlobReceipts receipts,
    BlobDispatcher dispatcher,
    TimeProvider clock,
    IConfiguration configuration,
    HostFaults faults,
    ILogger<BlobListener> logger) : IListener, IDisposable
{
    private readonly BlobTrigger[] _triggers = [.. catalog.TriggeredBy<BlobTriggerAttribute>().Select(blob => BlobTrigger.Of(blob.Function, blob.Trigger))];
    private readonly SemaphoreSlim _slots = new(
        configuration.HostJson("extensions:blobs").GetValue("maxDegreeOfParallelism", 8 * Environment.ProcessorCount));

    private readonly Dictionary<(string Function, string Path), string> _dispatched = [];
    private readonly BlobSettling _settling = new(clock);
    private readonly ListenerTasks _dispatches = new();
    private readonly CancellationTokenSource _stopping = new();
    private BlobWatch? _watch;
    private Task _looking = Task.CompletedTask;
    private ITimer? _secondLook;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_triggers.Length > 0)
        {
            _watch = new BlobWatch(folder.Root, clock);
            _secondLook = clock.CreateTimer(_ => _watch.Notify(default), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _looking = Task.Run(() => faults.GuardAsync(() => LookAsync(_watch), _stopping.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells of a blob that was written whole.</summary>
    public void Notify(string blobPath) => _watch?.Notify(new BlobNotice(folder.FileOf(blobPath), MovedIntoPlace: true));

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _watch?.Dispose();
        _secondLook?.Dispose();
        await _stopping.CancelAsync();
        await _looking.WaitAsync(cancellationToken);
        await _dispatches.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _secondLook?.Dispose();
        _stopping.Dispose();
        _slots.Dispose();
    }

    private async Task LookAsync(BlobWatch notices)
    {
        await foreach (var notice in notices.Notices.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                LookAt(notice);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The file was moved or deleted while it was looked at; the next scan sees what is there then.
                logger.BlobUnreadable(exception, notice.Path ?? folder.Root);
            }
        }
    }

    private void LookAt(BlobNotice notice)
    {
        if (notice.Path is null || Directory.Exists(notice.Path))
        {
            foreach (var path in folder.List(notice.Path is null ? string.Empty : folder.PrefixOf(notice.Path)))
            {
                Consider(path, movedIntoPlace: false);
            }
        }
        else if (folder.PathOf(notice.Path) is { } path)
        {
            Consider(path, notice.MovedIntoPlace);
        }

        _secondLook?.Change(_settling.Unsettled.Count > 0 ? BlobSettling.Quiet : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Consider(string path, bool movedIntoPlace)
    {
        if (folder.Find(path) is not { } version)
        {
            _settling.Forget(path);
            return;
        }

        foreach (var trigger in _triggers)
        {
            var key = (trigger.Function.Name, path);
            if (_dispatched.GetValueOrDefault(key) == version.ETag || trigger.Pattern.Match(path) is not { } expressions)
            {
                continue;
            }

            if (!_settling.IsWhole(version, movedIntoPlace))
            {
                return;
            }

            _dispatched[key] = version.ETag;
            if (!receipts.IsSettled(trigger.Function.Name, version))
            {
                _dispatches.Add(Task.Run(() => faults.GuardAsync(() => dispatcher.DispatchAsync(trigger, new BlobEvent(version, expressions), _slots, _stopping.Token), _stopping.Token)));
            }
        }
    }
}
