using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.LocalHost.CrashApp;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;

// Starts orchestrations and sends them events until it is killed, and says on standard output what has been acknowledged.
// Arguments: state folder, number of this life, file of the events acknowledged in earlier lives ("instance number" a line).
var (folder, life, acknowledgedEvents) = (args[0], args[1], File.ReadLines(args[2]).ToHashSet(StringComparer.Ordinal));
var store = StateStore.Open(folder, DurableSchema.Schema);
var engine = new DurableEngine(store, new CrashFunctions(folder), new DurableOptions(), TimeProvider.System, NullLoggerFactory.Instance);
var client = new LocalDurableTaskClient(engine);
var output = Console.OpenStandardOutput();
engine.Start();
Say("ready");

var unfinished = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running], InstanceIdPrefix: "Events");
await foreach (var instance in client.GetAllInstancesAsync(unfinished))
    await SendEventsAsync(instance.InstanceId);

for (var round = 0; ; round++)
{
    foreach (var name in Workloads.Started)
    {
        var id = $"{name}-{life}-{round}";
        await client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(id));
        Say($"started {id}");
        if (name == "Events")
            await SendEventsAsync(id);
    }

    // Ends of one round overlap the beginnings of the next, without piling up.
    await client.WaitForInstanceCompletionAsync($"FanOut-{life}-{round}");
}

async Task SendEventsAsync(string id)
{
    for (var number = 0; number < Workloads.EventCount; number++)
    {
        if (!acknowledgedEvents.Contains($"{id} {number}"))
        {
            await client.RaiseEventAsync(id, "Number", number);
            Say($"raised {id} {number}");
        }
    }
}

void Say(string line)
{
    output.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
    output.Flush();
}
