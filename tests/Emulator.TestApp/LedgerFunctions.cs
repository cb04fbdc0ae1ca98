using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MlFunctions.Emulator.TestApp;

/// <summary>Work whose doing is written to a file, so that it can be counted from outside while the process is killed.</summary>
public sealed class LedgerFunctions(EmulatorOptions options, ServiceBusClient client)
{
    /// <summary>Answers when the message is acknowledged.</summary>
    [Function("Send")]
    public async Task<IResult> Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "messages/{id}")] HttpRequest request, string id)
    {
        await client.CreateSender("ledger").SendMessageAsync(new ServiceBusMessage(id));
        return Results.Accepted();
    }

    [Function("Message")]
    public void Message([ServiceBusTrigger("ledger")] string id) => Enter($"message {id}");

    [Function("Blob")]
    public void Blob([BlobTrigger("ledger/{name}")] string content, string name) => Enter($"blob {name}");

    [Function("StartSum")]
    public static async Task<IResult> StartSum(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sums/{id}/{count:int}")] HttpRequest request,
        string id,
        int count,
        [DurableClient] DurableTaskClient durable)
    {
        await durable.ScheduleNewOrchestrationInstanceAsync("Sum", count, new StartOrchestrationOptions(InstanceId: id));
        return Results.Accepted();
    }

    [Function("GetSum")]
    public static async Task<IResult> GetSum(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sums/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable) =>
        await durable.GetInstanceAsync(id, getInputsAndOutputs: true) is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } done
            ? Results.Text(done.SerializedOutput)
            : Results.NotFound();

    [Function("Sum")]
    public static async Task<int> Sum([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var parts = await Task.WhenAll(Enumerable.Range(1, count).Select(number => context.CallActivityAsync<int>("Square", number)));
        return parts.Sum();
    }

    [Function("Square")]
    public int Square([ActivityTrigger] int number, FunctionContext context)
    {
        Enter($"square {context.BindingContext.BindingData["instanceId"]} {number}");
        return number * number;
    }

    private void Enter(string line)
    {
        using var ledger = new FileStream(Path.Combine(options.StateDirectory, "ledger.txt"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        ledger.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
    }
}
