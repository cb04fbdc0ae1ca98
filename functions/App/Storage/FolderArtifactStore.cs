using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace MlFunctions.Storage;

/// <summary>
/// Artifacts as plain files, <c>{root}/{container}/{name}</c>. A file is written beside the containers and renamed into place,
/// so that no reader ever sees half of one. One process at a time writes to a root.
/// </summary>
internal sealed class FolderArtifactStore : IArtifactStore
{
    // Not the name of a container (they start with a letter), so nothing that watches containers sees what is being written.
    private const string Incoming = ".incoming";

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _root;
    private readonly SemaphoreSlim[] _writers = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>A store in a folder, which is made when first needed.</summary>
    public FolderArtifactStore(string root)
    {
        _root = Path.GetFullPath(root);
        var incoming = new DirectoryInfo(Path.Combine(_root, Incoming));
        if (incoming.Exists)
        {
            // What a killed process was writing; it was never committed.
            incoming.Delete(recursive: true);
        }

        // Of earlier versions of the app, which let others read them.
        KeepSecrets(Path.Combine(_root, Containers.Webhooks));
    }

    /// <inheritdoc/>
    public async Task<Artifact?> GetAsync(ArtifactPath path, CancellationToken cancellationToken = default)
    {
        await using var file = TryOpen(path);
        if (file is null)
        {
            return null;
        }

        // The open handle keeps the version it was opened on; the etag must be of that one, not of a later one.
        var etag = ETag(file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
        return new Artifact(await BinaryData.FromStreamAsync(file, cancellationToken), etag);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(ArtifactPath path, CancellationToken cancellationToken = default) => Task.FromResult<Stream?>(TryOpen(path));

    /// <inheritdoc/>
    public Task<string?> GetETagAsync(ArtifactPath path, CancellationToken cancellationToken = default) => Task.FromResult(ETag(path));

    /// <inheritdoc/>
    public async Task<bool> PutIfAbsentAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken = default)
    {
        var incoming = await ReceiveAsync(path, content, cancellationToken);
        return await CommitAsync(path, incoming, () => !File.Exists(FileOf(path)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task PutAsync(ArtifactPath path, BinaryData content, CancellationToken cancellationToken = default)
    {
        var incoming = await ReceiveAsync(path, content.ToStream(), cancellationToken);
        await CommitAsync(path, incoming, () => true, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(ArtifactPath path, BinaryData content, string? etag, CancellationToken cancellationToken = default)
    {
        var incoming = await ReceiveAsync(path, content.ToStream(), cancellationToken);
        return await CommitAsync(path, incoming, () => ETag(path) == etag, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AppendAsync(ArtifactPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var name = FileOf(path);
        var writer = WriterOf(path);
        await writer.WaitAsync(cancellationToken);
        try
        {
            // One write without a buffer: the kernel finishes it even where the process dies meanwhile.
            using var file = OpenToAppend(name);
            var length = RandomAccess.GetLength(file);
            try
            {
                RandomAccess.Write(file, content.Span, length);
            }
            catch
            {
                // A disk that is full takes the beginning: what is appended next must not follow half of it.
                RandomAccess.SetLength(file, length);
                throw;
            }
        }
        finally
        {
            writer.Release();
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken = default)
    {
        var writer = WriterOf(path);
        await writer.WaitAsync(cancellationToken);
        try
        {
            File.Delete(FileOf(path));
        }
        catch (DirectoryNotFoundException)
        {
            // Nor is anything in it.
        }
        finally
        {
            writer.Release();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArtifactPath> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var folder = new DirectoryInfo(Path.Combine(_root, container));
        if (!folder.Exists)
        {
            yield break;
        }

        var names = FilesUnder(folder, mayHoldOthers: container == Containers.Raw)
            .Select(file => Path.GetRelativePath(folder.FullName, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && ArtifactPath.IsValid(name))
            .Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ArtifactPath(container, name);
        }
    }

    // People put things into these folders: a link to a folder may lead back to where it is, and no artifact can have every name of a file.
    private static FileSystemEnumerable<string> FilesUnder(DirectoryInfo folder, bool mayHoldOthers) =>
        new(folder.FullName, (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        {
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && (!mayHoldOthers || RegularFile.Is(entry.ToFullPath())),
        };

    // The clock of a file system may stand still for milliseconds, and two versions of one length must not share an etag.
    private static void KeepETagsApart(string current, string next)
    {
        var before = File.GetLastWriteTimeUtc(current);
        if (File.Exists(current) && File.GetLastWriteTimeUtc(next) <= before)
        {
            File.SetLastWriteTimeUtc(next, before.AddTicks(1));
        }
    }

    private static string ETag(long length, DateTime written) => $"{length:x}-{written.Ticks:x}";

    private string? ETag(ArtifactPath path)
    {
        var file = new FileInfo(FileOf(path));
        return file.Exists ? ETag(file.Length, file.LastWriteTimeUtc) : null;
    }

    private SemaphoreSlim WriterOf(ArtifactPath path) => _writers[(uint)path.GetHashCode() % _writers.Length];

    private string FileOf(ArtifactPath path) => Path.Combine([_root, path.Container, .. path.Name.Split('/')]);

    private FileStream? TryOpen(ArtifactPath path)
    {
        var file = FileOf(path);
        try
        {
            // Only what is new in a folder can be anything but a file, and that comes from outside.
            return path.Container == Containers.Raw && !RegularFile.Is(file) ? null : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // A folder is there far more often than not.
    private static SafeFileHandle OpenToAppend(string file)
    {
        try
        {
            return Open();
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return Open();
        }

        SafeFileHandle Open() => File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    private async Task<string> ReceiveAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, Incoming));
        var incoming = Path.Combine(folder.FullName, Guid.NewGuid().ToString("n"));
        try
        {
            await using var file = new FileStream(incoming, OptionsOf(path));
            await content.CopyToAsync(file, cancellationToken);
            return incoming;
        }
        catch
        {
            File.Delete(incoming);
            throw;
        }
    }

    // Secrets are for the owner alone; who may look at the rest is up to whoever runs the app.
    private static FileStreamOptions OptionsOf(ArtifactPath path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (path.Container == Containers.Webhooks && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerAlone;
        }

        return options;
    }

    private static void KeepSecrets(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.SetUnixFileMode(file, OwnerAlone);
        }
    }

    private async Task<bool> CommitAsync(ArtifactPath path, string incoming, Func<bool> allowed, CancellationToken cancellationToken)
    {
        var writer = WriterOf(path);
        try
        {
            await writer.WaitAsync(cancellationToken);
            try
            {
                if (!allowed())
                {
                    return false;
                }

                var file = FileOf(path);
                KeepETagsApart(file, incoming);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.Move(incoming, file, overwrite: true);
                return true;
            }
            finally
            {
                writer.Release();
            }
        }
        finally
        {
            File.Delete(incoming);
        }
    }
}
