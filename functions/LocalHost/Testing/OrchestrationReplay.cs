using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.LocalHost.Durable;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Replay;

namespace MlFunctions.LocalHost.Testing;

/// <summary>Replays recorded histories against orchestrators, to find out in a test which change would break instances under way.</summary>
public static class OrchestrationReplay
{
    /// <summary>Replays a history; returns when the orchestrator takes the same steps, and ends as recorded if it had ended.</summary>
    /// <param name="history">The recorded history.</param>
    /// <param name="orchestrator">The orchestrator as it is now.</param>
    /// <param name="converter">Reads and writes payloads; JSON by default.</param>
    /// <exception cref="NonDeterminismException">It does something else; the message names the step.</exception>
    public static void Run<T>(OrchestrationHistory history, Func<TaskOrchestrationContext, Task<T>> orchestrator, DataConverter? converter = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(orchestrator);
        var (before, turn) = SplitLastTurn(history.Events);
        var started = (HistoryEvent.ExecutionStarted)history.Events[0];
        var parent = started.ParentId is null ? null : new ParentOrchestrationInstance(started.ParentName!, started.ParentId);
        var outcome = OrchestrationTurn.Run(
            new SingleOrchestrator(async context => await orchestrator(context)),
            new OrchestrationInstance(history.InstanceId, started.Name, started.Version ?? "", history.Generation, started.Input, parent),
            before,
            [.. before.OfType<HistoryEvent.Step>()],
            [.. turn.Where(happened => happened is not HistoryEvent.Step)],
            converter ?? JsonDataConverter.Default,
            NullLoggerFactory.Instance,
            onIllegalAwait: () => { });

        if (Difference(turn, outcome) is { } difference)
            throw new NonDeterminismException(history.InstanceId, difference);
    }

    /// <inheritdoc cref="Run{T}"/>
    public static void Run(OrchestrationHistory history, Func<TaskOrchestrationContext, Task> orchestrator, DataConverter? converter = null) =>
        Run<object?>(
            history,
            async context =>
            {
                await orchestrator(context);
                return null;
            },
            converter);

    /// <summary>The last turn is run as new, so that its outcome can be compared with what was recorded.</summary>
    private static (List<HistoryEvent> Before, List<HistoryEvent> Turn) SplitLastTurn(IReadOnlyList<HistoryEvent> events)
    {
        var last = events.Count - 1;
        while (last > 0 && events[last] is not HistoryEvent.OrchestratorStarted)
            last--;
        return ([.. events.Take(last)], [.. events.Skip(last)]);
    }

    private static string? Difference(List<HistoryEvent> turn, TurnOutcome outcome) =>
        outcome.Divergence ?? StepDifference([.. turn.OfType<HistoryEvent.Step>()], outcome.NewSteps) ?? EndDifference(turn, outcome);

    private static string? StepDifference(List<HistoryEvent.Step> recorded, IReadOnlyList<HistoryEvent.Step> taken)
    {
        for (var i = 0; i < Math.Max(recorded.Count, taken.Count); i++)
        {
            if (i >= taken.Count)
                return $"at step {recorded[i].StepId} history has {recorded[i].Signature}, the code now does nothing or waits for something else";
            if (i >= recorded.Count)
                return $"at step {taken[i].StepId} the code now does {taken[i].Signature}, which history does not have there";
            if (!recorded[i].Signature.Matches(taken[i].Signature))
                return $"at step {recorded[i].StepId} history has {recorded[i].Signature}, the code now does {taken[i].Signature}";
        }

        return null;
    }

    private static string? EndDifference(List<HistoryEvent> turn, TurnOutcome outcome)
    {
        var recorded = turn.OfType<HistoryEvent.ExecutionCompleted>().SingleOrDefault();
        // A termination comes from outside: the code has no say in it.
        if (recorded?.Status == nameof(OrchestrationRuntimeStatus.Terminated))
            return null;
        var before = recorded is null ? "it goes on" : $"{recorded.Status} with {recorded.Output ?? recorded.Failure?.ToString() ?? "no output"}";
        var now = !outcome.IsEnd ? "it goes on" : $"{outcome.Status} with {outcome.Output ?? outcome.Failure?.ToString() ?? "no output"}";
        return before == now ? null : $"at the end of history: {before}, with the code as it is now: {now}";
    }

    private sealed class SingleOrchestrator(Func<TaskOrchestrationContext, Task<object?>> orchestrator) : IDurableFunctions
    {
        public bool HasOrchestrator(string name) => true;

        public bool HasActivity(string name) => false;

        public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => orchestrator(context);

        public Task<object?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
            throw new NotSupportedException("A replay runs no activities.");
    }
}
