using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Replay;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>An instance that has not finished, as a turn needs it: its row and its parsed history.</summary>
internal sealed class InstanceState
{
    /// <summary>At two bytes a character, about what an event takes without its payload.</summary>
    private const int CharactersOfASmallEvent = 200;

    public required long Key { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required int Generation { get; init; }

    public required OrchestrationRuntimeStatus Status { get; set; }

    /// <summary>Whether this generation has had its first turn.</summary>
    public required bool Started { get; set; }

    public required DateTime? StartAt { get; init; }

    /// <summary>The step that awaits this instance, if it is a sub-orchestration.</summary>
    public required StepKey? Parent { get; init; }

    public List<HistoryEvent> History { get; } = [];

    public List<HistoryEvent.Step> Steps { get; } = [];

    /// <summary>The memory that the history takes, in small events.</summary>
    public int Weight { get; private set; }

    public OrchestrationInstance Identity
    {
        get
        {
            var started = (HistoryEvent.ExecutionStarted)History[0];
            var parent = started.ParentId is null ? null : new ParentOrchestrationInstance(started.ParentName!, started.ParentId);
            return new OrchestrationInstance(Id, Name, Version, Generation, started.Input, parent);
        }
    }

    /// <summary>Adds an event that is committed, without what a replay does not look at.</summary>
    public void Add(HistoryEvent committed)
    {
        var kept = committed switch
        {
            HistoryEvent.TaskScheduled scheduled => scheduled with { Input = null },
            HistoryEvent.SubOrchestrationCreated created => created with { Input = null },
            HistoryEvent.EventSent sent => sent with { Input = null },
            _ => committed,
        };
        History.Add(kept);
        Weight += 1 + (PayloadLength(kept) / CharactersOfASmallEvent);
        if (kept is HistoryEvent.Step step)
            Steps.Add(step);
    }

    private static int PayloadLength(HistoryEvent kept) => kept switch
    {
        HistoryEvent.ExecutionStarted started => started.Input?.Length ?? 0,
        HistoryEvent.TaskCompleted completed => completed.Result?.Length ?? 0,
        HistoryEvent.SubOrchestrationCompleted completed => completed.Result?.Length ?? 0,
        HistoryEvent.EventRaised raised => raised.Input?.Length ?? 0,
        HistoryEvent.TaskFailed failed => LengthOf(failed.Failure),
        HistoryEvent.SubOrchestrationFailed failed => LengthOf(failed.Failure),
        _ => 0,
    };

    private static int LengthOf(TaskFailureDetails failure) => failure.ErrorMessage.Length + (failure.StackTrace?.Length ?? 0);
}
