namespace MlFunctions.Emulator.Blobs;

/// <summary>
/// Blobs as plain files: <c>{root}/{container}/{name}</c>. A blob appears whole or not at all: it is written beside its place under
/// a name with a leading dot, then moved. Files whose names have a leading dot are no blobs.
/// </summary>
internal sealed class BlobFolder(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

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
        return relative.Contains('/', StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith('.') ? relative : null;
    }

    /// <summary>The prefix of the blobs under a directory: <c>raw/dispatch/</c>.</summary>
    public string PrefixOf(string directory) => Path.GetRelativePath(Root, directory).Replace(Path.DirectorySeparatorChar, '/') + "/";

    /// <summary>The blob as it is now, or null when there is none.</summary>
    public BlobVersion? Find(string blobPath)
    {
        var file = new FileInfo(FileOf(blobPath));
        return file.Exists ? new BlobVersion(blobPath, file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <summary>The paths of all blobs whose path begins with a prefix, in order.</summary>
    public IEnumerable<string> List(string prefix)
    {
        var directory = Path.Combine(Root, prefix.LastIndexOf('/') is var slash and >= 0 ? prefix[..slash] : string.Empty);
        return Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Select(PathOf)
                .OfType<string>()
                .Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>Opens a blob; a writer may replace it meanwhile.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    public FileStream OpenRead(string blobPath) => new(
        FileOf(blobPath),
        new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    /// <summary>Writes a blob, replacing the one that is there.</summary>
    public async Task WriteAsync(string blobPath, Func<Stream, Task> write)
    {
        var file = FileOf(blobPath);
        var directory = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(directory);
        var unfinished = Path.Combine(directory, $".{Guid.NewGuid():N}");
        try
        {
            await using (var stream = new FileStream(unfinished, new FileStreamOptions { Access = FileAccess.Write, Mode = FileMode.CreateNew, Options = FileOptions.Asynchronous }))
            {
                await write(stream);
            }

            File.Move(unfinished, file, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <inheritdoc cref="WriteAsync(string, Func{Stream, Task})"/>
    public Task WriteAsync(string blobPath, ReadOnlyMemory<byte> content) =>
        WriteAsync(blobPath, stream => stream.WriteAsync(content).AsTask());
}
