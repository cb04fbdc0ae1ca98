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
    private readonly BlobTrigger[] triggers = [.. catalog.TriggeredBy<BlobTriggerAttribute>().Select(blob => BlobTrigger.Of(blob.Function, blob.Trigger))];
    private readonly SemaphoreSlim slots = new(
        configuration.HostJson("extensions:blobs").GetValue("maxDegreeOfParallelism", 8 * Environment.ProcessorCount));

    private readonly Dictionary<(string Function, string Path), string> dispatched = [];
    private readonly BlobSettling settling = new(clock);
    private readonly ListenerTasks dispatches = new();
    private readonly CancellationTokenSource stopping = new();
    private BlobWatch? watch;
    private Task looking = Task.CompletedTask;
    private ITimer? secondLook;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (triggers.Length > 0)
        {
            watch = new BlobWatch(folder.Root, clock);
            secondLook = clock.CreateTimer(_ => watch.Notify(default), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            looking = Task.Run(() => faults.GuardAsync(() => LookAsync(watch), stopping.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells of a blob that was written whole.</summary>
    public void Notify(string blobPath) => watch?.Notify(new BlobNotice(folder.FileOf(blobPath), MovedIntoPlace: true));

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        watch?.Dispose();
        secondLook?.Dispose();
        await stopping.CancelAsync();
        await looking.WaitAsync(cancellationToken);
        await dispatches.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        watch?.Dispose();
        secondLook?.Dispose();
        stopping.Dispose();
        slots.Dispose();
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

        secondLook?.Change(settling.Unsettled.Count > 0 ? BlobSettling.Quiet : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Consider(string path, bool movedIntoPlace)
    {
        if (folder.Find(path) is not { } version)
        {
            settling.Forget(path);
            return;
        }

        foreach (var trigger in triggers)
        {
            var key = (trigger.Function.Name, path);
            if (dispatched.GetValueOrDefault(key) == version.ETag || trigger.Pattern.Match(path) is not { } expressions)
            {
                continue;
            }

            if (!settling.IsWhole(version, movedIntoPlace))
            {
                return;
            }

            dispatched[key] = version.ETag;
            if (!receipts.IsSettled(trigger.Function.Name, version))
            {
                dispatches.Add(Task.Run(() => faults.GuardAsync(() => dispatcher.DispatchAsync(trigger, new BlobEvent(version, expressions), slots, stopping.Token), stopping.Token)));
            }
        }
    }
}
