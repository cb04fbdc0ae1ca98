using System.Threading.Channels;

namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>Notices of changes: from the file system at once, and everything every few seconds, because watchers miss things.</summary>
internal sealed class FolderNotices : IDisposable
{
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(5);

    private readonly Channel<BlobNotice> _notices = Channel.CreateUnbounded<BlobNotice>();
    private readonly FileSystemWatcher _watcher;
    private readonly ITimer _scan;
    private int _open;

    /// <param name="root">The folder.</param>
    /// <param name="matters">Whether a file or folder of it is to be looked at; told often, so that what does not matter costs little.</param>
    /// <param name="clock">When to look at everything.</param>
    public FolderNotices(string root, Func<string, bool> matters, TimeProvider clock)
    {
        Directory.CreateDirectory(root);
        _watcher = new FileSystemWatcher(root)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Created += (_, change) => Changed(change, movedIntoPlace: false);
        _watcher.Changed += (_, change) => Changed(change, movedIntoPlace: false);
        _watcher.Renamed += (_, change) => Changed(change, movedIntoPlace: true);
        _watcher.Error += (_, _) => Notify(default);
        _watcher.EnableRaisingEvents = true;
        _scan = clock.CreateTimer(_ => Notify(default), state: null, TimeSpan.Zero, ScanInterval);

        void Changed(FileSystemEventArgs change, bool movedIntoPlace)
        {
            if (matters(change.FullPath))
            {
                Notify(new BlobNotice(change.FullPath, movedIntoPlace));
            }
        }
    }

    public ChannelReader<BlobNotice> All => _notices.Reader;

    /// <summary>Whether there are notices that have not been seen to.</summary>
    public bool AreOpen => Volatile.Read(ref _open) > 0;

    public void Notify(BlobNotice notice)
    {
        Interlocked.Increment(ref _open);
        if (!_notices.Writer.TryWrite(notice))
        {
            SeenTo();
        }
    }

    /// <summary>One that was read has been seen to.</summary>
    public void SeenTo() => Interlocked.Decrement(ref _open);

    public void Dispose()
    {
        _watcher.Dispose();
        _scan.Dispose();
        _notices.Writer.TryComplete();
    }
}
