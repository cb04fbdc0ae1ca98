using System.Diagnostics;

namespace MlFunctions.LocalHost.Tests.Testing;

/// <summary>A file system of its own that is soon full; kept in memory, and gone afterwards.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Makes one; a test that may not mount is skipped.</summary>
    /// <param name="kibibytes">How much fits.</param>
    public static SmallDisk Mount(int kibibytes)
    {
        var path = Directory.CreateTempSubdirectory("mlfunctions-disk-").FullName;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", path))
        {
            return new SmallDisk(path);
        }

        Directory.Delete(path);
        Assert.Skip("A small disk cannot be mounted here: that takes Linux, root, and leave to mount.");
        throw new UnreachableException();
    }

    public void Grow(int kibibytes) => Assert.True(Run("mount", "-o", $"remount,size={kibibytes}k", Path));

    public void Dispose()
    {
        Assert.True(Run("umount", Path));
        Directory.Delete(Path);
    }

    private static bool Run(string command, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(command, args) { RedirectStandardError = true, UseShellExecute = false })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
