using MlFunctions.LocalHost.Tests.State;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Hosting;

/// <summary>The hosted app works until its state file cannot grow any more; with room again, nothing acknowledged is lost.</summary>
public sealed class DiskFullTests(ITestOutputHelper output)
{
    private const int FullKibibytes = 3 * 1024;
    private const int EnoughKibibytes = 256 * 1024;

    /// <summary>Whether the host had started (3) or not (1).</summary>
    private static readonly int[] ExitCodes = [1, 3];

    [Fact]
    public async Task A_full_disk_is_one_line_and_an_exit_code_and_loses_nothing_acknowledged()
    {
        using var disk = SmallDisk.Mount(FullKibibytes);
        var record = new WorkloadRecord();

        await WorkUntilRefusedAsync(AppProcess.Start(Args(disk.Path, life: 0)), "The disk is full", record);
        await WorkUntilRefusedAsync(AppProcess.Start(Args(disk.Path, life: 1)), "The disk is full", record);
        disk.Grow(EnoughKibibytes);

        await CheckAsync(disk.Path, record);
    }

    [Fact]
    public async Task A_state_file_that_may_not_grow_is_one_line_and_an_exit_code_and_loses_nothing_acknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The size of files is limited as Linux does it.");
        using var folder = new TemporaryFolder();
        var record = new WorkloadRecord();

        await WorkUntilRefusedAsync(AppProcess.StartWithFileSizeLimit(FullKibibytes, Args(folder.Path, life: 0)), "The state file", record);

        await CheckAsync(folder.Path, record);
    }

    private static string[] Args(string state, int life) => ["--state", state, "--port", "0", "--life", $"{life}"];

    private static async Task WorkUntilRefusedAsync(AppProcess started, string reason, WorkloadRecord record)
    {
        await using var app = started;

        Assert.Contains(await app.EndAsync(), ExitCodes);

        // A function whose own output found no room has failed as functions do, and the host says so.
        Assert.Contains(reason, Assert.Single(app.Errors, error => !error.Contains("Function 'Copy' failed", StringComparison.Ordinal)), StringComparison.Ordinal);
        record.AddLife(app.Lines);
        Assert.NotEmpty(record.Started);
    }

    private async Task CheckAsync(string state, WorkloadRecord record)
    {
        var ended = await WorkloadEnd.CheckAsync(state, record);
        output.WriteLine($"acknowledged: {record.Sent.Count} messages and blobs, {record.Started.Count} starts, {record.Raised.Count} events; {ended} instances ended; repeated deliveries: {record.Redeliveries}");
    }
}
