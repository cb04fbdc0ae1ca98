using System.Collections.Concurrent;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;
using MlFunctions.Conformance.Rpc;

namespace MlFunctions.Conformance;

/// <summary>Does what the sidecar gives out, by invoking functions as the durable extension of a Functions host does.</summary>
internal sealed class DurableWork(Worker worker, TaskHubSidecarService.TaskHubSidecarServiceClient sidecar, ConcurrentDictionary<string, int> turns)
{
    /// <summary>Does one piece of work and tells the sidecar what came of it.</summary>
    public async Task DoAsync(WorkItem item)
    {
        switch (item.RequestCase)
        {
            case WorkItem.RequestOneofCase.OrchestratorRequest:
                await sidecar.CompleteOrchestratorTaskAsync(await TurnAsync(item.OrchestratorRequest));
                break;
            case WorkItem.RequestOneofCase.ActivityRequest:
                await sidecar.CompleteActivityTaskAsync(await RunAsync(item.ActivityRequest));
                break;
            default:
                throw new NotSupportedException($"The sidecar gave out {item.RequestCase}, which no function here is for.");
        }
    }

    // An orchestrator is given its whole history, and answers with what it wants done next.
    private async Task<OrchestratorResponse> TurnAsync(OrchestratorRequest request)
    {
        var started = request.PastEvents.Concat(request.NewEvents).First(happened => happened.ExecutionStarted is not null).ExecutionStarted;
        turns.AddOrUpdate(request.InstanceId, 1, (_, count) => count + 1);
        try
        {
            var answer = await worker.InvokeAsync(worker.Function(started.Name), new TypedData { String = Convert.ToBase64String(request.ToByteArray()) });
            return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer.ReturnValue.String));
        }
        catch (Exception exception)
        {
            var failed = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = Describe(exception) };
            return new OrchestratorResponse { InstanceId = request.InstanceId, Actions = { new OrchestratorAction { Id = -1, CompleteOrchestration = failed } } };
        }
    }

    private async Task<ActivityResponse> RunAsync(ActivityRequest request)
    {
        var response = new ActivityResponse { InstanceId = request.OrchestrationInstance.InstanceId, TaskId = request.TaskId };
        try
        {
            var answer = await worker.InvokeAsync(worker.Function(request.Name), new TypedData { String = Unwrap(request.Input) });
            response.Result = ToJson(answer.ReturnValue);
        }
        catch (Exception exception)
        {
            response.FailureDetails = Describe(exception);
        }

        return response;
    }

    // Orchestrations send an activity's input as a list of one, which a host takes out.
    private static string Unwrap(string? input)
    {
        if (string.IsNullOrEmpty(input))
        {
            return "null";
        }

        var json = JsonElement.Parse(input);
        return json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1 ? json[0].GetRawText() : input;
    }

    private static string? ToJson(TypedData? value) => value?.DataCase switch
    {
        null or TypedData.DataOneofCase.None => null,
        TypedData.DataOneofCase.Json => value.Json,
        TypedData.DataOneofCase.String => JsonSerializer.Serialize(value.String),
        TypedData.DataOneofCase.Int => JsonSerializer.Serialize(value.Int),
        TypedData.DataOneofCase.Double => JsonSerializer.Serialize(value.Double),
        var other => throw new NotSupportedException($"An activity returned {other}."),
    };

    // Of an activity, the worker's message is the failure's details as JSON, which a host takes out; else it is "{type}: {message}" and the stack.
    private static TaskFailureDetails Describe(Exception exception)
    {
        if (exception is not FunctionFailedException { Failure: { } failure })
        {
            return new TaskFailureDetails { ErrorType = exception.GetType().FullName, ErrorMessage = exception.Message };
        }

        var line = failure.Message.Split('\n', 2)[0].TrimEnd();
        if (line.StartsWith('{'))
        {
            return JsonParser.Default.Parse<TaskFailureDetails>(line);
        }

        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0
            ? new TaskFailureDetails { ErrorType = "(unknown)", ErrorMessage = line, StackTrace = failure.StackTrace }
            : new TaskFailureDetails { ErrorType = line[..colon], ErrorMessage = line[(colon + 2)..], StackTrace = failure.StackTrace };
    }
}
