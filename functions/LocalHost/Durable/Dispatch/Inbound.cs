using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Storage;

namespace MlFunctions.LocalHost.Durable.Dispatch;

/// <summary>What of an instance's inbox a turn takes, and what stays because the instance is suspended or not due.</summary>
internal sealed class Inbound
{
    private Inbound(InstanceState state, DateTime now)
    {
        IsSuspended = state.Status == OrchestrationRuntimeStatus.Suspended;
        IsDue = state.Started || state.StartAt is null || state.StartAt <= now;
    }

    /// <summary>The events of the turn, in order.</summary>
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>The inbox places that the turn empties.</summary>
    public List<long> Consumed { get; } = [];

    /// <summary>Whether the instance is suspended after this turn.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Whether the instance may start now.</summary>
    public bool IsDue { get; }

    /// <summary>Whether something stays in the inbox.</summary>
    public bool HoldsBack { get; private set; }

    public static Inbound Select(InstanceState state, List<InboxMessage> inbox, DateTime now)
    {
        var selected = new Inbound(state, now);
        var held = new List<InboxMessage>();
        foreach (var message in inbox)
        {
            if (message.Generation is { } generation && generation != state.Generation)
            {
                selected.Consumed.Add(message.Sequence);
                continue;
            }

            switch (message.Event)
            {
                case HistoryEvent.ExecutionSuspended:
                    selected.Take(message);
                    selected.IsSuspended = true;
                    break;
                case HistoryEvent.ExecutionResumed:
                    selected.Take(message);
                    selected.IsSuspended = false;
                    if (selected.IsDue)
                    {
                        held.ForEach(selected.Take);
                        held.Clear();
                    }

                    break;
                case HistoryEvent.ExecutionTerminated or HistoryEvent.ExecutionFaulted:
                    selected.Take(message);
                    break;
                default:
                    if (selected.IsSuspended || !selected.IsDue)
                        held.Add(message);
                    else
                        selected.Take(message);
                    break;
            }
        }

        selected.HoldsBack = held.Count > 0;
        return selected;
    }

    private void Take(InboxMessage message)
    {
        Events.Add(message.Event);
        Consumed.Add(message.Sequence);
    }
}
