using System.Diagnostics;
using System.Globalization;

namespace MlFunctions.Tests.Attacks;

/// <summary>A volume of a few kilobytes that can be enlarged; tests that need one are skipped where none can be mounted.</summary>
internal sealed class SmallVolume : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private SmallVolume(string path, DirectoryInfo? folder)
    {
        Path = path;
        _folder = folder;
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts a volume in a folder of its own.</summary>
    public static SmallVolume Mount(int kibibytes)
    {
        var folder = Directory.CreateTempSubdirectory("mlfunctions-volume-");
        return Mount(folder.FullName, kibibytes, folder);
    }

    /// <summary>Mounts a volume on a folder.</summary>
    public static SmallVolume MountOn(string path, int kibibytes)
    {
        Directory.CreateDirectory(path);
        return Mount(path, kibibytes, folder: null);
    }

    /// <summary>Makes room.</summary>
    public void Grow(int kibibytes) => Assert.True(Run("mount", "-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={kibibytes}k"), Path), $"{Path} could not be enlarged.");

    public void Dispose()
    {
        // Lazily, because a process that was killed a moment ago may hold files still.
        Run("umount", "-l", Path);
        _folder?.Delete(recursive: true);
    }

    private static SmallVolume Mount(string path, int kibibytes, DirectoryInfo? folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Volumes of a size are mounted as Linux does it.");
        var isMounted = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k"), "tmpfs", path);
        Assert.SkipUnless(isMounted, "A volume cannot be mounted here; it takes the rights of root.");
        return new SmallVolume(path, folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
