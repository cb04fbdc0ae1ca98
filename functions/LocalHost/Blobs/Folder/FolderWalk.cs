using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>Finds the files under a folder. It goes around what it may not read, and says so once until it may again.</summary>
internal sealed class FolderWalk(ILogger logger)
{
    private readonly ConcurrentDictionary<string, bool> _unreadable = new(StringComparer.Ordinal);

    /// <summary>The files in a folder and in those under it; none when it is not there.</summary>
    public IEnumerable<string> FilesUnder(string directory)
    {
        foreach (var entry in EntriesOf(directory).Where(FileKinds.Holds))
        {
            if (entry is FileInfo)
            {
                yield return entry.FullName;
                continue;
            }

            foreach (var file in FilesUnder(entry.FullName))
            {
                yield return file;
            }
        }
    }

    private FileSystemInfo[] EntriesOf(string directory)
    {
        try
        {
            var entries = new DirectoryInfo(directory).GetFileSystemInfos();
            _unreadable.TryRemove(directory, out _);
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_unreadable.TryAdd(directory, value: true))
            {
                logger.BlobFolderUnreadable(directory, exception.Message);
            }

            return [];
        }
    }
}
