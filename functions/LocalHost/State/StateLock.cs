namespace MlFunctions.LocalHost.State;

/// <summary>Keeps a second process off the state for as long as this one lives; the system lets go of it when the process dies.</summary>
internal sealed class StateLock : IDisposable
{
    // What Linux calls it: EROFS.
    private const int ReadOnlyFileSystem = 30;

    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    public static StateLock Take(string path)
    {
        try
        {
            return new StateLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult == ReadOnlyFileSystem)
        {
            throw new StateException($"The state in '{Path.GetDirectoryName(path)}' cannot be written: it is on a file system that is mounted read-only.", e);
        }
        catch (IOException e)
        {
            throw new StateException($"The state in '{Path.GetDirectoryName(path)}' is in use by another process: stop it, or give this one another state folder.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StateException($"The state in '{Path.GetDirectoryName(path)}' cannot be written: check the folder's permissions.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
