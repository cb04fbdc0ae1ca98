using System.Runtime.InteropServices;

namespace MlFunctions.LocalHost.Blobs.Folder;

/// <summary>
/// Tells what in a folder is a blob or may hold some: files and folders themselves. A link to a folder may lead back to where it is, and what
/// is neither file nor folder (a pipe, a device) may never end.
/// </summary>
internal static class FileKinds
{
    private const int StatxSize = 256;
    private const int OffsetOfMode = 28;
    private const int CurrentDirectory = -100;
    private const uint WantsType = 1;
    private const int TypeOfMode = 0xf000;
    private const int Regular = 0x8000;

    /// <summary>Whether to look at an entry of a folder.</summary>
    public static bool Holds(FileSystemInfo entry) => entry is DirectoryInfo
        ? entry.LinkTarget is null
        : IsRegular(entry.FullName);

    /// <summary>Whether a path is a file, or a link to one.</summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var status = new byte[StatxSize];
        return Statx(CurrentDirectory, path, 0, WantsType, status) == 0 && (BitConverter.ToUInt16(status, OffsetOfMode) & TypeOfMode) == Regular;
    }

    // The layout of its answer is the same on every Linux, unlike that of stat.
    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
