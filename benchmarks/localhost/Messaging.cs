using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>Durable sends, one message each from many senders, then their delivery to a function.</summary>
internal static class Messaging
{
    private const int Messages = 50_000;
    private const int Senders = 256;
    private const int Rounds = 3;
    private const double SendGoal = 20_000;
    private const double DeliveryGoal = 10_000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var (sends, deliveries) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            sends.Add(Messages / await SendAsync());
            deliveries.Add(Messages / await DeliverAsync());
        }

        var (send, delivery) = (sends.Order().ElementAt(Rounds / 2), deliveries.Order().ElementAt(Rounds / 2));
        return
        [
            new("messaging: durable sends a second", $"{send:N0}", $"{SendGoal:N0} (goal)", send / SendGoal, "≥ 1"),
            new("messaging: trigger deliveries a second", $"{delivery:N0}", $"{DeliveryGoal:N0} (goal)", delivery / DeliveryGoal, "≥ 1"),
        ];
    }

    private static async Task<double> SendAsync()
    {
        await using var host = await StartAsync(new Deliveries { Expected = int.MaxValue }, typeof(Nobody));
        var sender = host.Services.GetRequiredService<ServiceBusClient>().CreateSender("work");
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Messages),
            new ParallelOptions { MaxDegreeOfParallelism = Senders },
            async (number, cancellation) => await sender.SendMessageAsync(new ServiceBusMessage($"message {number}"), cancellation));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>All messages are there before the function's host starts, so that sending takes no part.</summary>
    private static async Task<double> DeliverAsync()
    {
        var state = Directory.CreateTempSubdirectory("mlfunctions-benchmark-").FullName;
        await using (var filling = await StartAsync(new Deliveries { Expected = int.MaxValue }, typeof(Nobody), state))
        {
            var sender = filling.Services.GetRequiredService<ServiceBusClient>().CreateSender("work");
            foreach (var chunk in Enumerable.Range(0, Messages).Chunk(1000))
            {
                await sender.SendMessagesAsync(chunk.Select(number => new ServiceBusMessage($"message {number}")));
            }
        }

        var deliveries = new Deliveries { Expected = Messages };
        var start = Stopwatch.GetTimestamp();
        await using (var host = await StartAsync(deliveries, typeof(MessageFunctions), state))
        {
            await deliveries.Reached;
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await host.StopAsync();
            Directory.Delete(state, recursive: true);
            return seconds;
        }
    }

    private static Task<FunctionsTestHost> StartAsync(Deliveries deliveries, Type functions, string? state = null) => FunctionsTestHost.StartAsync(
        TestedApp.Of(builder => builder.Services.AddSingleton(deliveries), functions),
        options => options.StateDirectory = state);

    /// <summary>An app that receives nothing.</summary>
    private static class Nobody
    {
        [Function("Never")]
        public static void Never([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer)
        {
        }
    }
}
