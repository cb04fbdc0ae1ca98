using System.Text.Json.Nodes;
using MlFunctions.LocalHost.Durable.History;

namespace MlFunctions.LocalHost.Durable.Http;

/// <summary>History as <c>showHistory</c> shows it: a step that has its result is one event, with the time it was asked for.</summary>
/// <param name="showInput">Whether inputs are shown.</param>
/// <param name="showOutput">Whether results are shown.</param>
internal sealed class HistoryEventsJson(bool showInput, bool showOutput)
{
    public JsonArray Of(IReadOnlyList<HistoryEvent> history)
    {
        var steps = history.OfType<HistoryEvent.Step>().ToDictionary(step => step.StepId);
        var done = history.Select(StepOf).OfType<int>().ToHashSet();
        var shown = new JsonArray();
        foreach (var happened in history)
        {
            if (happened is HistoryEvent.Step step && done.Contains(step.StepId))
                continue;
            if (Show(happened, StepOf(happened) is { } id ? steps.GetValueOrDefault(id) : null) is { } json)
                shown.Add(json);
        }

        return shown;
    }

    /// <summary>The step that an event is the result of.</summary>
    private static int? StepOf(HistoryEvent happened) => happened switch
    {
        HistoryEvent.TaskCompleted e => e.StepId,
        HistoryEvent.TaskFailed e => e.StepId,
        HistoryEvent.SubOrchestrationCompleted e => e.StepId,
        HistoryEvent.SubOrchestrationFailed e => e.StepId,
        HistoryEvent.TimerFired e => e.StepId,
        _ => null,
    };

    private JsonObject? Show(HistoryEvent happened, HistoryEvent.Step? asked) => happened switch
    {
        HistoryEvent.ExecutionStarted e => Event(e, e.Name, input: e.Input),
        HistoryEvent.TaskScheduled e => Event(e, e.Name, input: e.Input),
        HistoryEvent.SubOrchestrationCreated e => With(Event(e, e.Name, input: e.Input, type: "SubOrchestrationInstanceCreated"), "InstanceId", e.InstanceId),
        HistoryEvent.TimerCreated e => With(Event(e), "FireAt", e.FireAt),
        HistoryEvent.EventSent e => With(With(Event(e, input: e.Input), "Name", e.Name), "InstanceId", e.InstanceId),
        HistoryEvent.EventRaised e => With(Event(e, input: e.Input), "Name", e.Name),
        HistoryEvent.TaskCompleted e => Event(e, asked?.Signature.Name, asked, result: e.Result),
        HistoryEvent.SubOrchestrationCompleted e => Event(e, asked?.Signature.Name, asked, result: e.Result, type: "SubOrchestrationInstanceCompleted"),
        HistoryEvent.TaskFailed e => With(With(Event(e, asked?.Signature.Name, asked), "Reason", e.Failure.ErrorMessage), "Details", e.Failure.StackTrace),
        HistoryEvent.SubOrchestrationFailed e => With(
            With(Event(e, asked?.Signature.Name, asked, type: "SubOrchestrationInstanceFailed"), "Reason", e.Failure.ErrorMessage), "Details", e.Failure.StackTrace),
        HistoryEvent.TimerFired e => With(Event(e, asked: asked), "FireAt", (asked as HistoryEvent.TimerCreated)?.FireAt),
        HistoryEvent.ExecutionSuspended e => With(Event(e), "Reason", e.Reason),
        HistoryEvent.ExecutionResumed e => With(Event(e), "Reason", e.Reason),
        HistoryEvent.ExecutionTerminated e => Event(e, result: e.Output),
        HistoryEvent.ExecutionFaulted e => With(Event(e), "Reason", e.Failure.ErrorMessage),
        HistoryEvent.ExecutionCompleted e => With(With(Event(e, result: e.Output), "OrchestrationStatus", e.Status), "Reason", e.Failure?.ErrorMessage),
        // Turns are of no interest to who asks what an orchestration has done.
        _ => null,
    };

    private JsonObject Event(HistoryEvent happened, string? function = null, HistoryEvent.Step? asked = null, string? input = null, string? result = null, string? type = null)
    {
        var json = new JsonObject { ["EventType"] = type ?? happened.GetType().Name, ["Timestamp"] = happened.At };
        With(json, "FunctionName", function);
        With(json, "ScheduledTime", asked?.At);
        if (showInput && input is not null)
            json["Input"] = InstanceJson.Payload(input);
        if (showOutput && result is not null)
            json["Result"] = InstanceJson.Payload(result);
        return json;
    }

    private static JsonObject With<T>(JsonObject json, string name, T? value)
    {
        if (value is not null)
            json[name] = JsonValue.Create(value);
        return json;
    }
}
