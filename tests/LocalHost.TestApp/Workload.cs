using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost.CrashApp;

namespace MlFunctions.LocalHost.TestApp;

/// <summary>Sends messages, drops blobs, starts orchestrations and raises their events until the process ends, and says what has been acknowledged.</summary>
public sealed class Workload(string life, Announcer announcer, ServiceBusClient bus, DurableTaskClient durable, LocalHostOptions options) : BackgroundService
{
    private static readonly string[] Patterns = ["FanOut", "Parent", "Events", "Timers", "Generations"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var round = 0; ; round++)
            {
                await RunAsync($"{life}-{round}", stoppingToken);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // What the host makes of the fault is for the host to say.
            announcer.Say($"refused {exception.Message}");
        }
    }

    private async Task RunAsync(string id, CancellationToken stopping)
    {
        await bus.CreateSender("orders").SendMessageAsync(new ServiceBusMessage(id), stopping);
        announcer.Say($"sent order {id}");
        await bus.CreateSender("news").SendMessageAsync(new ServiceBusMessage($"direct-{id}"), stopping);
        announcer.Say($"sent news direct-{id}");
        await DropAsync(id, stopping);
        announcer.Say($"sent blob {id}");
        foreach (var pattern in Patterns)
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(pattern, new StartOrchestrationOptions($"{pattern}-{id}"), stopping);
            announcer.Say($"started {pattern}-{id}");
        }

        for (var number = 0; number < Workloads.EventCount; number++)
        {
            await durable.RaiseEventAsync($"Events-{id}", "Number", number, stopping);
            announcer.Say($"raised Events-{id} {number}");
        }

        // Ends of one round overlap the beginnings of the next, without piling up.
        await durable.WaitForInstanceCompletionAsync($"FanOut-{id}", stopping);
    }

    private async Task DropAsync(string name, CancellationToken stopping)
    {
        var directory = Directory.CreateDirectory(Path.Combine(options.BlobDirectory, "originals")).FullName;
        var unfinished = Path.Combine(directory, $".{name}");
        await File.WriteAllTextAsync(unfinished, name, stopping);
        File.Move(unfinished, Path.Combine(directory, name));
    }
}
