using System.Runtime.InteropServices;

namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>Tells whether some process has a file open to write. A writer may pause for as long as it likes; what it has not closed is not whole.</summary>
internal static class OpenFiles
{
    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int UrgentDataSignal = 23;
    private const int TryAgain = 11;

    /// <summary>Whether a file is open to write; where the system does not say, it is not.</summary>
    public static bool IsBeingWritten(string file)
    {
        try
        {
            // What is open to write cannot be opened by one who would not share that; on Linux only .NET's own writers keep to it.
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, OperatingSystem.IsLinux() ? FileShare.ReadWrite | FileShare.Delete : FileShare.Read | FileShare.Delete);
            return OperatingSystem.IsLinux() && HasWriter(handle);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // Linux grants a read lease on a file that nobody has open to write (fcntl(2)). Should somebody open it within the few microseconds in
    // which it is held, the kernel says so by a signal: one that is ignored unless it is asked for, since the usual one ends the process.
    private static bool HasWriter(SafeHandle handle)
    {
        if (Control(handle, SetSignal, UrgentDataSignal) != 0)
        {
            return false;
        }

        if (Control(handle, SetLease, ReadLease) != 0)
        {
            return Marshal.GetLastPInvokeError() == TryAgain;
        }

        _ = Control(handle, SetLease, NoLease);
        return false;
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeHandle handle, int command, int argument);
}
