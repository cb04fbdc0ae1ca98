using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Tests.Testing;

namespace MlFunctions.Emulator.Tests.Hosting;

/// <summary>Messages, blobs, timers and orchestrations together, with the host crashing at seeded points of their progress.</summary>
public sealed class CrashMatrixTests
{
    private const int Crashes = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class MixedFunctions(Journal journal)
    {
        [Function("Message")]
        [ServiceBusOutput("second")]
        public string Message([ServiceBusTrigger("first")] string id)
        {
            journal.Add($"first {id}");
            return id;
        }

        [Function("Second")]
        public void Second([ServiceBusTrigger("second")] string id) => journal.Add($"second {id}");

        [Function("Blob")]
        public void Blob([BlobTrigger("drop/{name}")] string content, string name) => journal.Add($"blob {name}");

        [Function("Timer")]
        public void Timer([TimerTrigger("* * * * * *")] TimerInfo timer) => journal.Add("timer");

        [Function("Parent")]
        public static async Task<int> Parent([OrchestrationTrigger] TaskOrchestrationContext context, int rounds)
        {
            var sum = await context.CallSubOrchestratorAsync<int>("Child", rounds);
            var more = await context.WaitForExternalEvent<int>("more");
            return sum + more;
        }

        [Function("Child")]
        public static async Task<int> Child([OrchestrationTrigger] TaskOrchestrationContext context, int rounds) =>
            (await Task.WhenAll(Enumerable.Range(0, rounds).Select(number => context.CallActivityAsync<int>("Work", number)))).Sum();

        [Function("Work")]
        public int Work([ActivityTrigger] int number)
        {
            journal.Add("work");
            return number;
        }
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_however_often_the_host_crashes()
    {
        var journal = new Journal();
        var random = new Random(7);
        await using var host = await TestFunctions.StartAsync<MixedFunctions>(build: builder => builder.Services.AddSingleton(journal));
        var ids = new List<string>();
        for (var crash = 0; crash < Crashes; crash++)
        {
            var id = $"{crash:000}";
            await host.SendMessageAsync("first", id);
            await host.UploadBlobAsync($"drop/{id}", id);
            await host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Parent", 4, new StartOrchestrationOptions(InstanceId: id), Cancellation);
            await host.DurableTaskClient.RaiseEventAsync(id, "more", 100, Cancellation);
            ids.Add(id);

            var progress = journal.Entries.Count + random.Next(0, 8);
            await Eventually.Holds(() => journal.Entries.Count >= progress);
            await host.CrashAsync();
            await host.RestartAsync();
        }

        foreach (var id in ids)
        {
            // 0 + 1 + 2 + 3 + 100.
            Assert.Equal(106, (await host.WaitForOrchestrationAsync(id, Cancellation)).ReadOutputAs<int>());
        }

        var expected = ids.SelectMany(id => new[] { $"first {id}", $"second {id}", $"blob {id}" }).ToArray();
        await Eventually.Holds(() => expected.All(journal.Entries.ToHashSet(StringComparer.Ordinal).Contains));
        Assert.Contains("timer", journal.Entries);
        await Eventually.Holds(() => host.CountMessages("first") + host.CountMessages("second") == 0);
        Assert.Equal(0, host.CountDeadLetters("first") + host.CountDeadLetters("second"));
        Assert.Empty(host.PoisonBlobs);
        var again = expected.Sum(entry => journal.Entries.Count(entry.Equals) - 1);
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{Crashes} crashes: {again} of {expected.Length} deliveries came again."));
    }
}
