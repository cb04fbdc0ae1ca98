using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.TestApp;

/// <summary>What the workload's messages, blobs and timer start; each says what it has done, so that deliveries can be counted from outside.</summary>
public sealed class TriggerFunctions(Announcer announcer)
{
    [Function("Order")]
    [ServiceBusOutput("news", ServiceBusEntityType.Topic)]
    public string Order([ServiceBusTrigger("orders")] string id) => Did("order", id);

    [Function("Left")]
    public void Left([ServiceBusTrigger("news", "left")] string id) => Did("left", id);

    [Function("Right")]
    public void Right([ServiceBusTrigger("news", "right")] string id) => Did("right", id);

    [Function("Copy")]
    [BlobOutput("copies/{name}")]
    public string Copy([BlobTrigger("originals/{name}")] string content, string name) => Did("copy", content);

    /// <summary>Says which time of the schedule it runs for, and when that time was settled.</summary>
    [Function("Tick")]
    public void Tick([TimerTrigger("* * * * * *")] TimerInfo timer) => announcer.Say(string.Create(
        CultureInfo.InvariantCulture,
        $"tick {timer.ScheduleStatus!.Next:O} {timer.ScheduleStatus.LastUpdated:O} {timer.IsPastDue}"));

    private string Did(string what, string id)
    {
        announcer.Say($"did {what} {id}");
        return id;
    }
}
