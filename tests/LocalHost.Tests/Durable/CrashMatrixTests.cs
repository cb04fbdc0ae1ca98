using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.LocalHost.CrashApp;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.State;

namespace MlFunctions.LocalHost.Tests.Durable;

/// <summary>A process that runs orchestrations of every pattern is killed again and again; then all it acknowledged must come to the right end.</summary>
public sealed class CrashMatrixTests(ITestOutputHelper output)
{
    private const int Kills = 70;
    private const int SigKill = 9;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_AgainAndAgainAtSeededInstants_LosesNothingAcknowledged(int seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var (started, raised) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var life = 0; life < Kills; life++)
            await LiveAsync(folder.Path, life, random, started, raised);

        await using var store = StateStore.Open(folder.Path, DurableSchema.Schema);
        await using var engine = new DurableEngine(
            store, new CrashFunctions(folder.Path), new DurableOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var client = new LocalDurableTaskClient(engine);
        engine.Start();
        await SendMissingEventsAsync(client, raised);
        var instances = await EndAllAsync(client);

        Assert.InRange(started.Count, Kills, int.MaxValue);
        Assert.Superset(started, instances.Select(instance => instance.InstanceId).ToHashSet(StringComparer.Ordinal));
        Assert.All(instances, instance => AssertEnded(instance, engine));
        Assert.Equal((0, 0, 0), store.Read(c => (InboxTable.Ready(c).Count, WorkTable.All(c).Count, TimerTable.All(c).Count)));
        AssertRedeliveryIsBounded(folder.Path, started.Count, instances.Count);
    }

    private static async Task LiveAsync(string folder, int life, Random random, HashSet<string> started, HashSet<string> raised)
    {
        var acknowledged = Path.Combine(folder, "acknowledged");
        await File.WriteAllLinesAsync(acknowledged, raised, TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashFunctions).Assembly.Location, folder, $"{life}", acknowledged])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

        // By how far it has come, not by time alone, so that a slow machine kills at the same places; one life in five may end before it begins to work.
        var isFarEnough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lines = random.Next(5) == 0 ? 0 : random.Next(1, 16);
        var reading = ReadAsync();
        try
        {
            await isFarEnough.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(lines == 0 ? 150 : 20), TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill();
        }

        await reading;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + SigKill, process.ExitCode);

        async Task ReadAsync()
        {
            var read = 0;
            do
            {
                if (read == lines)
                    isFarEnough.TrySetResult();
                switch (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))
                {
                    case null:
                        isFarEnough.TrySetResult();
                        return;
                    case { } line when line.StartsWith("started ", StringComparison.Ordinal):
                        started.Add(line["started ".Length..]);
                        break;
                    case { } line when line.StartsWith("raised ", StringComparison.Ordinal):
                        raised.Add(line["raised ".Length..]);
                        break;
                }

                read++;
            }
            while (true);
        }
    }

    /// <summary>Events that were acknowledged are not sent again: if one was lost, its orchestration does not end.</summary>
    private static async Task SendMissingEventsAsync(LocalDurableTaskClient client, HashSet<string> raised)
    {
        await foreach (var instance in client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "Events")))
        {
            foreach (var number in Enumerable.Range(0, Workloads.EventCount).Where(number => !raised.Contains($"{instance.InstanceId} {number}")))
                await client.RaiseEventAsync(instance.InstanceId, "Number", number, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<List<OrchestrationMetadata>> EndAllAsync(LocalDurableTaskClient client)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var instances = new List<OrchestrationMetadata>();
        await foreach (var instance in client.GetAllInstancesAsync().WithCancellation(patience.Token))
            instances.Add(await client.WaitForInstanceCompletionAsync(instance.InstanceId, getInputsAndOutputs: true, patience.Token));
        return instances;
    }

    private static void AssertEnded(OrchestrationMetadata instance, DurableEngine engine)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal(Workloads.All[instance.Name].Result, instance.ReadOutputAs<int>());
        OrchestrationReplay.Run(engine.ExportHistory(instance.InstanceId)!, Workloads.All[instance.Name].Code);
    }

    /// <summary>Activities run at least once; only those under way at a kill run again, never more than are let run at once.</summary>
    private void AssertRedeliveryIsBounded(string folder, int acknowledged, int instances)
    {
        var executions = File.ReadLines(CrashFunctions.ExecutionsFile(folder)).ToList();
        var repeated = executions.Count - executions.Distinct(StringComparer.Ordinal).Count();
        output.WriteLine($"{Kills} kills; {acknowledged} starts acknowledged, {instances} instances ended; {executions.Count} activity executions, of them {repeated} repeated deliveries");
        Assert.InRange(repeated, 1, Kills * new DurableOptions().MaxConcurrentActivityFunctions);
    }
}
