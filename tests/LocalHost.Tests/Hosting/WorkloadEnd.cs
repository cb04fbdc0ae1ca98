using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.CrashApp;
using MlFunctions.LocalHost.TestApp;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Hosting;

/// <summary>The last life of the test app: starts it on the state that is left, lets everything come to its end, and checks it.</summary>
internal static class WorkloadEnd
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>How many orchestrations have ended.</returns>
    public static async Task<int> CheckAsync(string stateDirectory, WorkloadRecord record)
    {
        await using var host = await FunctionsTestHost.StartAsync<Greeting>(options =>
        {
            options.StateDirectory = stateDirectory;
            options.ConfigureServices(services => services.AddSingleton(new Announcer(record.Add)));
        });
        var instances = await EndAllAsync(host, record);

        Assert.Superset(record.Started, instances.Select(instance => instance.InstanceId).ToHashSet(StringComparer.Ordinal));
        Assert.All(instances, instance => AssertEnded(instance, host));
        await Eventually.Holds(() => record.Expected.ToHashSet(StringComparer.Ordinal).IsSubsetOf(record.Deeds));
        string[] entities = ["orders", "news/Subscriptions/left", "news/Subscriptions/right"];
        await Eventually.Holds(() => entities.Sum(host.CountMessages) == 0);
        Assert.Equal(0, entities.Sum(host.CountDeadLetters));
        Assert.Empty(host.PoisonBlobs);
        // A function has done its work before its output is written, so the copies come last.
        var copies = record.Sent.Where(sent => sent.StartsWith("blob ", StringComparison.Ordinal)).Select(sent => $"copies/{sent["blob ".Length..]}").ToHashSet(StringComparer.Ordinal);
        await Eventually.Holds(async () => copies.IsSubsetOf(await host.ListBlobsAsync("copies")));
        return instances.Count;
    }

    private static async Task<List<OrchestrationMetadata>> EndAllAsync(FunctionsTestHost host, WorkloadRecord record)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var ended = new List<OrchestrationMetadata>();
        await foreach (var instance in host.DurableTaskClient.GetAllInstancesAsync().WithCancellation(patience.Token))
        {
            foreach (var number in instance.Name == "Events" ? record.MissingEvents(instance.InstanceId) : [])
            {
                await host.DurableTaskClient.RaiseEventAsync(instance.InstanceId, "Number", number, patience.Token);
            }

            ended.Add(await host.WaitForOrchestrationAsync(instance.InstanceId, patience.Token));
        }

        return ended;
    }

    private static void AssertEnded(OrchestrationMetadata instance, FunctionsTestHost host)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal(Workloads.All[instance.Name].Result, instance.ReadOutputAs<int>());
        OrchestrationReplay.Run(host.ExportHistory(instance.InstanceId), Workloads.All[instance.Name].Code);
    }
}
