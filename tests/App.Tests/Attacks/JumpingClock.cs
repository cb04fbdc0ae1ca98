using System.Globalization;

namespace MlFunctions.Tests.Attacks;

/// <summary>The clock of a process, some time ahead or behind: by libfaketime, where it is installed; else the process has the time of the machine.</summary>
internal static class JumpingClock
{
    private static readonly string[] Places = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/faketime/libfaketime.so.1"];

    /// <summary>The environment of a process whose clock is so far ahead.</summary>
    public static IReadOnlyDictionary<string, string> At(TimeSpan ahead) => ahead == TimeSpan.Zero || Array.Find(Places, File.Exists) is not { } library
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME"] = string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0}s"),

            // A clock that is set leaves alone the one that counts how long something takes, and the times of files.
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["DONT_FAKE_MONOTONIC"] = "1",
            ["NO_FAKE_STAT"] = "1",
        };
}
