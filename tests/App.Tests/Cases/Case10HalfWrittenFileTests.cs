using System.Text;
using System.Text.Json;
using MlFunctions.LocalHost.Testing;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>Case 10: a file counts when its writer has closed it or it was moved in, however long the writer pauses; what was cut short is superseded by the whole.</summary>
public sealed class Case10HalfWrittenFileTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("week-1.csv")]
    [InlineData("2024/week-1.csv")]
    public async Task AWriterThatPausesForMinutes_GivesOneBatchAndOneRun(string file)
    {
        var clock = new ManualClock();
        await using var host = await PipelineHost.StartAsync(clock: clock);
        await host.DefineAsync();
        var bytes = Encoding.UTF8.GetBytes(Table.Csv());
        var path = Prepare(host, file);

        await using (var writer = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 }))
        {
            for (var part = 0; part < 4; part++)
            {
                await writer.WriteAsync(bytes.AsMemory(part * bytes.Length / 4, ((part + 1) * bytes.Length / 4) - (part * bytes.Length / 4)), Cancelled);

                // Written long ago, by its time and by the clock, and not closed.
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
                await PassAsync(host, TimeSpan.FromMinutes(1));
                Assert.Empty(await BatchesAsync(host));
            }
        }

        await PassAsync(host, TimeSpan.FromSeconds(10));
        var run = await host.EndedRunAsync("dispatch", 1, clock);
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        var batch = Assert.Single(await BatchesAsync(host));
        Assert.Equal((bytes.Length, file), (batch.GetProperty("bytes").GetInt32(), batch.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task AFileThatIsMovedIn_CountsAtOnce()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        var path = Prepare(host, "week-1.csv");
        var outside = Path.Combine(host.Functions.StateDirectory, "week-1.part");
        await File.WriteAllTextAsync(outside, Table.Csv(), Cancelled);

        File.Move(outside, path);

        Assert.Equal("deployed", (await host.EndedRunAsync("dispatch", 1)).GetProperty("result").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task AFileThatWasCutShortAndClosed_IsSupersededByTheWhole_AndNeverComparedWithIt()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync(definition => definition["gates"]!["champion"] = "must-beat");
        var csv = Table.Csv();
        var path = Prepare(host, "week-1.csv");

        // A copy that broke off, in the middle of a row, and is made again.
        await File.WriteAllTextAsync(path, csv[..(csv.Length / 2)], Cancelled);
        await host.EndedRunAsync("dispatch", 1);
        await File.WriteAllTextAsync(path, csv, Cancelled);
        var run = await host.EndedRunAsync("dispatch", 2);

        var batches = await BatchesAsync(host);
        var whole = batches.Single(batch => batch.GetProperty("state").GetString() == "usable");
        Assert.Equal("superseded", batches.Single(batch => batch.GetProperty("bytes").GetInt32() < csv.Length).GetProperty("state").GetString());
        var report = (await host.GetAsync($"datasets/dispatch/{whole.GetProperty("batchId").GetString()}")).GetProperty("report");
        Assert.False(report.TryGetProperty("comparedWith", out _));
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        Assert.Equal(whole.GetProperty("batchId").GetString(), (await host.GetAsync("models/dispatch/2")).GetProperty("lineage").GetProperty("batchId").GetString());
    }

    private static string Prepare(PipelineHost host, string file)
    {
        var path = Path.Combine(host.Functions.StateDirectory, "blobs", "raw", "dispatch", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    // The folder is looked through every few seconds of the clock.
    private static async Task PassAsync(PipelineHost host, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            await host.Functions.AdvanceAsync(TimeSpan.FromSeconds(5), Cancelled);
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> BatchesAsync(PipelineHost host) => [.. (await host.GetAsync("datasets/dispatch")).EnumerateArray()];
}
