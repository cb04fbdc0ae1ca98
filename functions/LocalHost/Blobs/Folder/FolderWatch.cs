using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>Finds the blobs of a folder: those that something else writes once they are whole.</summary>
internal sealed class FolderWatch : IBlobWatch
{
    private readonly BlobFolder _folder;
    private readonly IReadOnlyCollection<string> _prefixes;
    private readonly ILogger _logger;
    private readonly BlobSettling _settling;
    private readonly FolderNotices _notices;
    private readonly ITimer _secondLook;

    public FolderWatch(BlobFolder folder, IReadOnlyCollection<string> prefixes, TimeProvider clock, ILogger logger)
    {
        _folder = folder;
        _prefixes = prefixes;
        _logger = logger;
        _settling = new BlobSettling(clock, path => OpenFiles.IsBeingWritten(folder.FileOf(path)));
        _notices = new FolderNotices(folder.Root, Matters, clock);
        _secondLook = clock.CreateTimer(_ => _notices.Notify(default), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsLooking => _notices.AreOpen;

    /// <summary>Tells of a file that was written whole.</summary>
    public void Notify(string file) => _notices.Notify(new BlobNotice(file, MovedIntoPlace: true));

    public async Task RunAsync(Action<BlobVersion> found, CancellationToken stopping)
    {
        await foreach (var notice in _notices.All.ReadAllAsync(stopping))
        {
            try
            {
                LookAt(notice, found);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The file was moved or deleted while it was looked at; the next scan sees what is there then.
                _logger.BlobUnreadable(exception, notice.Path ?? _folder.Root);
            }

            _notices.SeenTo();
        }
    }

    public void Dispose()
    {
        _notices.Dispose();
        _secondLook.Dispose();
    }

    // A trigger may be for part of a folder, or a folder be part of what a trigger is for.
    private bool Matters(string path)
    {
        var inside = _folder.PrefixOf(path);
        return _prefixes.Any(prefix => inside.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(inside, StringComparison.Ordinal));
    }

    private void LookAt(BlobNotice notice, Action<BlobVersion> found)
    {
        if (notice.Path is null || Directory.Exists(notice.Path))
        {
            foreach (var path in notice.Path is null ? _prefixes.SelectMany(_folder.List).Distinct(StringComparer.Ordinal) : _folder.List(_folder.PrefixOf(notice.Path)))
            {
                LookAt(path, movedIntoPlace: false, found);
            }
        }
        else if (_folder.PathOf(notice.Path) is { } path)
        {
            LookAt(path, notice.MovedIntoPlace, found);
        }

        _secondLook.Change(_settling.Unsettled.Count > 0 ? BlobSettling.Quiet : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void LookAt(string path, bool movedIntoPlace, Action<BlobVersion> found)
    {
        if (!_prefixes.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return;
        }

        if (_folder.Find(path) is not { } version)
        {
            _settling.Forget(path);
        }
        else if (_settling.IsWhole(version, movedIntoPlace))
        {
            found(version);
        }
    }
}
