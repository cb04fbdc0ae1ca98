using System.Collections.Concurrent;
using System.Globalization;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>
/// Blobs as plain files: <c>{root}/{container}/{name}</c>. A blob appears whole or not at all: it is written beside its place under
/// a name with a leading dot, then moved. Files whose names have a leading dot are no blobs.
/// </summary>
internal sealed class BlobFolder(string root, TimeProvider clock, ILogger<BlobFolder> logger) : IBlobStore
{
    private readonly FolderWalk _walk = new(logger);
    private readonly ConcurrentDictionary<string, bool> _misnamed = new(StringComparer.Ordinal);
    private readonly Lock _moving = new();
    private long _lastWritten;

    // Tells the watch of a file that was written whole.
    private volatile Action<string>? _written;

    public string Root { get; } = Path.GetFullPath(root);

    public BlobServiceClient? Account => null;

    public Uri UriOf(string blobPath) => new(FileOf(blobPath));

    /// <summary>The file of a blob.</summary>
    /// <exception cref="ArgumentException">The path has no container and name, or leads out of the folder.</exception>
    public string FileOf(string blobPath)
    {
        var segments = blobPath.Split('/');
        return segments.Length >= 2 && segments.All(segment => segment is { Length: > 0 } and not "." and not "..") && !blobPath.Contains('\\', StringComparison.Ordinal)
            ? Path.Combine([Root, .. segments])
            : throw new ArgumentException($"'{blobPath}' is no path of a blob; it must be container/name without empty, '.' or '..' parts.", nameof(blobPath));
    }

    /// <summary>The path of the blob that a file is, or null when it is none.</summary>
    public string? PathOf(string file)
    {
        var relative = Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');
        if (!relative.Contains('/', StringComparison.Ordinal) || Path.GetFileName(file).StartsWith('.'))
        {
            return null;
        }

        if (!relative.Any(character => character == '\\' || char.IsControl(character)))
        {
            return relative;
        }

        if (_misnamed.TryAdd(file, value: true))
        {
            logger.BlobMisnamed(file);
        }

        return null;
    }

    /// <summary>The prefix of the blobs under a directory, <c>raw/dispatch/</c>; of a file, what it would be if the file were one.</summary>
    public string PrefixOf(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/') + "/";

    /// <summary>The blob as it is now, or null when there is none.</summary>
    public BlobVersion? Find(string blobPath)
    {
        var file = new FileInfo(FileOf(blobPath));
        return file.Exists && FileKinds.IsRegular(file.FullName) ? new BlobVersion(blobPath, file.Length, file.LastWriteTimeUtc, ETag(file)) : null;
    }

    /// <summary>The paths of all blobs whose path begins with a prefix, in order.</summary>
    public IEnumerable<string> List(string prefix)
    {
        var directory = Path.Combine(Root, prefix.LastIndexOf('/') is var slash and >= 0 ? prefix[..slash] : string.Empty);
        return _walk.FilesUnder(directory)
            .Select(PathOf)
            .OfType<string>()
            .Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    public Task<BlobVersion?> FindAsync(string blobPath, CancellationToken cancellationToken) => Task.FromResult(Find(blobPath));

    public IAsyncEnumerable<BlobVersion> ListAsync(string prefix, CancellationToken cancellationToken) =>
        List(prefix).Select(Find).OfType<BlobVersion>().ToAsyncEnumerable();

    public Task<Stream?> OpenReadAsync(string blobPath, CancellationToken cancellationToken)
    {
        try
        {
            // A writer may replace the blob meanwhile.
            return Task.FromResult<Stream?>(new FileStream(
                FileOf(blobPath),
                new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan }));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async Task WriteAsync(string blobPath, Stream content, CancellationToken cancellationToken)
    {
        var file = FileOf(blobPath);
        var directory = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(directory);
        var unfinished = Path.Combine(directory, $".{Guid.NewGuid():N}");
        try
        {
            await using (var stream = new FileStream(unfinished, new FileStreamOptions { Access = FileAccess.Write, Mode = FileMode.CreateNew, Options = FileOptions.Asynchronous }))
            {
                await content.CopyToAsync(stream, cancellationToken);
            }

            MoveIntoPlace(unfinished, file);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        _written?.Invoke(file);
    }

    public IBlobWatch Watch(IReadOnlyCollection<string> prefixes)
    {
        var watch = new FolderWatch(this, prefixes, clock, logger);
        _written = watch.Notify;
        return watch;
    }

    /// <summary>The clock of a file system may stand still for milliseconds; no two versions, though of one length, may share an etag.</summary>
    private void MoveIntoPlace(string unfinished, string file)
    {
        lock (_moving)
        {
            _lastWritten = Math.Max(File.GetLastWriteTimeUtc(unfinished).Ticks, _lastWritten + 1);
            // Another process may have written the version that this one replaces.
            var written = Math.Max(_lastWritten, File.GetLastWriteTimeUtc(file).Ticks + 1);
            File.SetLastWriteTimeUtc(unfinished, new DateTime(written, DateTimeKind.Utc));
            File.Move(unfinished, file, overwrite: true);
        }
    }

    // Time of writing and size.
    private static string ETag(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"\"0x{file.LastWriteTimeUtc.Ticks:X}{file.Length:X}\"");
}
