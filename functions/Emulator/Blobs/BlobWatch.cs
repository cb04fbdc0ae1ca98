using System.Threading.Channels;

namespace MlFunctions.Emulator.Blobs;

/// <summary>Notices of changes: from the file system at once, and everything every few seconds, because watchers miss things.</summary>
internal sealed class BlobWatch : IDisposable
{
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(5);

    private readonly Channel<BlobNotice> notices = Channel.CreateUnbounded<BlobNotice>();
    private readonly FileSystemWatcher watcher;
    private readonly ITimer scan;

    public BlobWatch(string root, TimeProvider clock)
    {
        Directory.CreateDirectory(root);
        watcher = new FileSystemWatcher(root)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, change) => Notify(new BlobNotice(change.FullPath));
        watcher.Changed += (_, change) => Notify(new BlobNotice(change.FullPath));
        watcher.Renamed += (_, change) => Notify(new BlobNotice(change.FullPath, MovedIntoPlace: true));
        watcher.Error += (_, _) => Notify(default);
        watcher.EnableRaisingEvents = true;
        scan = clock.CreateTimer(_ => Notify(default), state: null, TimeSpan.Zero, ScanInterval);
    }

    public ChannelReader<BlobNotice> Notices => notices.Reader;

    public void Notify(BlobNotice notice) => notices.Writer.TryWrite(notice);

    public void Dispose()
    {
        watcher.Dispose();
        scan.Dispose();
        notices.Writer.TryComplete();
    }
}
