using System.Runtime.InteropServices;

namespace MlFunctions.Storage;

/// <summary>Tells files from what else has a name in a folder: to open a pipe would wait for whoever writes to it, perhaps for ever.</summary>
internal static class RegularFile
{
    private const int StatusSize = 256;
    private const int OffsetOfMode = 28;
    private const int CurrentDirectory = -100;
    private const uint WantsType = 1;
    private const int TypeOfMode = 0xf000;
    private const int Regular = 0x8000;

    /// <summary>Whether a path is a file, or a link to one.</summary>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.Exists(path);
        }

        var status = new byte[StatusSize];
        return Statx(CurrentDirectory, path, 0, WantsType, status) == 0 && (BitConverter.ToUInt16(status, OffsetOfMode) & TypeOfMode) == Regular;
    }

    // The layout of its answer is the same on every Linux, unlike that of stat.
    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
