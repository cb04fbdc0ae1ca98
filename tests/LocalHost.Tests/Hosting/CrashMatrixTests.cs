using System.Globalization;
using MlFunctions.LocalHost.Tests.State;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Hosting;

/// <summary>The hosted app, with messages, blobs, a timer and orchestrations at work, is killed again and again; then all it acknowledged must have come to the right end.</summary>
public sealed class CrashMatrixTests(ITestOutputHelper output)
{
    private const int Kills = 35;
    private const int KilledBySigKill = 128 + 9;

    /// <summary>Of what a life says: beyond its first round, which is some eighty lines.</summary>
    private const int LongestLife = 160;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nothing_acknowledged_is_lost_however_often_the_process_is_killed(int seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var record = new WorkloadRecord();
        var deaths = new List<DateTimeOffset>();
        for (var life = 0; life < Kills; life++)
        {
            await using var app = AppProcess.Start("--state", folder.Path, "--port", "0", "--life", $"{life}");
            // One life in eight dies before it begins to work: its first lines are said before the state is opened.
            await app.SayAsync(random.Next(8) == 0 ? random.Next(1, 3) : random.Next(3, LongestLife));
            Assert.Equal(KilledBySigKill, await app.KillAsync());
            Assert.Empty(app.Errors);
            deaths.Add(DateTimeOffset.UtcNow);
            record.AddLife(app.Lines);
        }

        var ended = await WorkloadEnd.CheckAsync(folder.Path, record);

        AssertNoTickWasSkipped(record.Ticks, deaths);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Kills} kills; acknowledged: {record.Sent.Count} messages and blobs, {record.Started.Count} starts, {record.Raised.Count} events; {ended} instances ended"));
        output.WriteLine($"repeated deliveries: {record.Redeliveries}; timer {record.Ticks.Count - record.Ticks.DistinctBy(tick => tick.Due).Count()} of {record.Ticks.Count}, past due {record.Ticks.Count(tick => tick.IsPastDue)}");
        Assert.InRange(record.Deeds.Count - record.Deeds.Distinct(StringComparer.Ordinal).Count(), 1, record.Deeds.Count);
    }

    /// <summary>A time of the schedule, once settled, is run for, however many deaths there are in between; only then is the next one settled, in the same life.</summary>
    private static void AssertNoTickWasSkipped(IReadOnlyList<TimerTick> ticks, List<DateTimeOffset> deaths)
    {
        Assert.Contains(ticks, tick => tick.IsPastDue);
        foreach (var (before, after) in ticks.Zip(ticks.Skip(1)))
        {
            Assert.True(after.Due >= before.Due, $"{after} came after {before}.");
            Assert.True(
                after.Due == before.Due || before.Life == deaths.Count || after.Settled < deaths[before.Life],
                $"Between {before} and {after} a time was settled that was not run for.");
        }
    }
}
