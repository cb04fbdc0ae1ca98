namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>
/// Tells when a file that something else writes is whole: its writer has closed it, and its size and time of writing have stayed the same
/// for a second. A file that was moved into place is whole at once.
/// </summary>
/// <param name="clock">Measures the second.</param>
/// <param name="isBeingWritten">Whether something has the blob of a path open to write; null: that is not known.</param>
internal sealed class BlobSettling(TimeProvider clock, Func<string, bool>? isBeingWritten = null)
{
    /// <summary>How long a file must stay as it is.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (BlobVersion Version, long Since)> _unsettled = [];

    /// <summary>The paths that are to be looked at again.</summary>
    public IReadOnlyCollection<string> Unsettled => _unsettled.Keys;

    /// <summary>Whether a blob is whole as it is now; if not, it is to be looked at again.</summary>
    /// <param name="version">The blob as it is now.</param>
    /// <param name="movedIntoPlace">Whether it is known to have appeared at once.</param>
    public bool IsWhole(BlobVersion version, bool movedIntoPlace)
    {
        if (movedIntoPlace || ((IsOld(version) || HasStayed(version)) && isBeingWritten?.Invoke(version.Path) != true))
        {
            _unsettled.Remove(version.Path);
            return true;
        }

        if (!_unsettled.TryGetValue(version.Path, out var seen) || seen.Version != version)
        {
            _unsettled[version.Path] = (version, clock.GetTimestamp());
        }

        return false;
    }

    /// <summary>Forgets a blob that is gone.</summary>
    public void Forget(string path) => _unsettled.Remove(path);

    // A file's time comes from the file system's clock, which is the real one whatever the app's clock says.
    private static bool IsOld(BlobVersion version) => TimeProvider.System.GetUtcNow().UtcDateTime - version.LastModified > Quiet;

    private bool HasStayed(BlobVersion version) =>
        _unsettled.TryGetValue(version.Path, out var seen) && seen.Version == version && clock.GetElapsedTime(seen.Since) >= Quiet;
}
