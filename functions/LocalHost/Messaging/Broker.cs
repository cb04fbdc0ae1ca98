using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>
/// Queues and subscriptions in the state store, with peek-lock. A message stays until it is completed; a lock that expires, or whose
/// process dies, gives it back.
/// </summary>
internal sealed class Broker(StateStore store, Topology topology, TimeProvider clock, IConfiguration configuration)
{
    /// <summary>How many messages whoever looks without receiving is shown.</summary>
    public const int PeekedAtMost = 100;

    /// <summary>The most that the body of a message may have, as in the standard tier.</summary>
    public const int MaxBodyBytes = 256 * 1024;
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, EntitySettings> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeSpan _longestWindow = EntitySettings.LongestDuplicateDetectionWindow(configuration);
    private long _forgetAt;

    public ArrivalSignals Arrivals { get; } = new();

    private long Now => clock.GetUtcNow().Ticks;

    public EntitySettings SettingsOf(string entity) => _settings.GetOrAdd(entity, name => EntitySettings.Of(configuration, name));

    /// <summary>Gives back what a process that is gone had locked.</summary>
    public Task RecoverAsync() => store.WriteAsync(connection =>
    {
        BrokerTable.UnlockAll(connection);
        ClockSetBack.Mend(connection, Now);
    });

    /// <summary>Is told of each message that is dead-lettered, and why.</summary>
    public Action<BrokerMessage, string> DeadLettered { get; set; } = (_, _) => { };

    /// <summary>Keeps messages, all or none, for a queue or for every subscription of a topic.</summary>
    /// <returns>The sequence numbers; 0 for one that was dropped as a duplicate.</returns>
    /// <exception cref="ServiceBusException">A message is too large.</exception>
    public async Task<IReadOnlyList<long>> SendAsync(string queueOrTopic, IReadOnlyCollection<ServiceBusMessage> messages)
    {
        if (messages.FirstOrDefault(message => message.Body.ToMemory().Length > MaxBodyBytes) is { } large)
        {
            throw new ServiceBusException(
                $"A message to '{queueOrTopic}' has {large.Body.ToMemory().Length:N0} bytes; the most is {MaxBodyBytes:N0}.",
                ServiceBusFailureReason.MessageSizeExceeded);
        }

        var prepared = messages.Select(message => (Message: message, Body: message.Body.ToArray(), Properties: MessageProperties.Of(message).Serialize())).ToArray();
        var entities = topology.EntitiesBehind(queueOrTopic);
        var numbers = await store.WriteAsync(connection =>
        {
            var now = Now;
            ForgetSeen(connection, now);
            return prepared.Select(one => InsertCopies(connection, entities, one.Message, one.Body, one.Properties, now)).ToArray();
        });
        foreach (var entity in entities)
        {
            Arrivals.Set(entity);
        }

        return numbers;
    }

    /// <summary>Takes a scheduled message back from a queue, or from every subscription of a topic.</summary>
    /// <returns>Whether it was still to come there.</returns>
    public Task<bool> CancelAsync(string queueOrTopic, long sequenceNumber)
    {
        var entities = topology.EntitiesBehind(queueOrTopic);
        return store.WriteAsync(connection =>
        {
            var now = Now;
            var cancelled = false;
            if (BrokerTable.MessageId(connection, sequenceNumber) is { } id)
            {
                foreach (var entity in entities)
                {
                    cancelled |= BrokerTable.DeleteScheduled(connection, entity, id, sequenceNumber, entities.Count, now);
                }
            }

            return cancelled;
        });
    }

    /// <summary>Locks the first messages that can be received; those that have expired or were delivered too often are put aside on the way.</summary>
    public async Task<List<BrokerMessage>> ReceiveAsync(string entity, int count)
    {
        var promised = SettingsOf(entity);
        var received = new List<BrokerMessage>();
        var putAside = await store.WriteAsync(connection =>
        {
            var now = Now;
            var until = now + promised.LockDuration.Ticks;
            var aside = false;
            foreach (var message in BrokerTable.Available(connection, entity, now, count))
            {
                if (PutAside(connection, message, promised, now))
                {
                    aside = true;
                    continue;
                }

                var token = Guid.NewGuid().ToString();
                BrokerTable.Lock(connection, message.SequenceNumber, token, until);
                received.Add(message with { LockToken = token, Deliveries = message.Deliveries + 1, LockedUntil = new DateTimeOffset(until, TimeSpan.Zero) });
            }

            return aside;
        });
        if (putAside)
        {
            Arrivals.Set(EntityPath.DeadLetter(entity));
        }

        return received;
    }

    /// <summary>When a message can next be received: its scheduled time or the end of a lock; null when the entity is empty.</summary>
    public DateTimeOffset? NextAvailable(string entity) =>
        store.Read(connection => BrokerTable.NextAvailable(connection, entity)) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <exception cref="ServiceBusException">The lock was lost.</exception>
    public Task CompleteAsync(BrokerMessage message) =>
        SettleAsync(message, connection => BrokerTable.Delete(connection, message.SequenceNumber, message.LockToken, Now));

    /// <summary>Gives a message back; one that was delivered too often is dead-lettered.</summary>
    /// <exception cref="ServiceBusException">The lock was lost.</exception>
    public async Task AbandonAsync(BrokerMessage message, IDictionary<string, object>? changes = null)
    {
        var changed = message with { Properties = message.Properties.With(changes) };
        var properties = changed.Properties.Serialize();
        var putAside = false;
        await SettleAsync(message, connection =>
        {
            var now = Now;
            var held = BrokerTable.Unlock(connection, message.SequenceNumber, message.LockToken, properties, now);
            putAside = held && PutAside(connection, changed, SettingsOf(message.Entity), now);
            return held;
        });
        Arrivals.Set(putAside ? EntityPath.DeadLetter(message.Entity) : message.Entity);
    }

    /// <exception cref="ServiceBusException">The lock was lost.</exception>
    public async Task DeadLetterAsync(BrokerMessage message, string? reason, string? description, IDictionary<string, object>? changes = null)
    {
        var properties = message.Properties.With(changes).Serialize();
        await SettleAsync(message, connection =>
        {
            var now = Now;
            var held = BrokerTable.Unlock(connection, message.SequenceNumber, message.LockToken, properties, now);
            if (held)
            {
                BrokerTable.MoveToDeadLetter(connection, message, properties, reason ?? string.Empty, description, now);
                DeadLettered(message, $"the function did so: {reason} {description}".TrimEnd());
            }

            return held;
        });
        Arrivals.Set(EntityPath.DeadLetter(message.Entity));
    }

    /// <exception cref="ServiceBusException">The lock was lost.</exception>
    public async Task RenewAsync(BrokerMessage message)
    {
        var until = Now + SettingsOf(message.Entity).LockDuration.Ticks;
        if (!await store.WriteAsync(connection => BrokerTable.Renew(connection, message.SequenceNumber, message.LockToken, until, Now)))
        {
            throw LockLost(message);
        }

        message.LockedUntil = new DateTimeOffset(until, TimeSpan.Zero);
    }

    public int Count(string entity) => store.Read(connection => BrokerTable.Count(connection, entity));

    /// <summary>The first messages of an entity, whether locked or not, without receiving them.</summary>
    public IReadOnlyList<BrokerMessage> Peek(string entity, int count) =>
        store.Read(connection => BrokerTable.Available(connection, entity, DateTime.MaxValue.Ticks, count));

    /// <summary>Sends what an entity has dead-lettered back to it.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> ResubmitAsync(string entity)
    {
        var promised = SettingsOf(entity);
        var count = await store.WriteAsync(connection => BrokerTable.Resubmit(connection, entity, Now, Expiry(Now, promised.DefaultTimeToLive)));
        Arrivals.Set(entity);
        return count;
    }

    private static long Expiry(long from, TimeSpan timeToLive) =>
        timeToLive.Ticks >= DateTime.MaxValue.Ticks - from ? DateTime.MaxValue.Ticks : from + timeToLive.Ticks;

    private static ServiceBusException LockLost(BrokerMessage message) => new(
        $"The lock of message '{message.MessageId}' of '{message.Entity}' has expired, or the message was settled before.",
        ServiceBusFailureReason.MessageLockLost);

    /// <summary>Keeps a message for each entity; copies in a topic's subscriptions have one id, and follow each other.</summary>
    /// <returns>The sequence number of the first copy; 0 when all were dropped as duplicates.</returns>
    private long InsertCopies(StateConnection connection, IReadOnlyList<string> entities, ServiceBusMessage message, byte[] body, string? properties, long now)
    {
        var id = message.MessageId ?? Guid.NewGuid().ToString("N");
        var numbers = entities.Select(entity => Insert(connection, entity, message, id, body, properties, now)).ToArray();
        return numbers.FirstOrDefault(number => number > 0);
    }

    private long Insert(StateConnection connection, string entity, ServiceBusMessage message, string id, byte[] body, string? properties, long now)
    {
        var promised = SettingsOf(entity);
        // An id that the sender left to the broker is new by its making.
        if (message.MessageId is not null && promised.DuplicateDetectionWindow > TimeSpan.Zero
            && BrokerTable.IsDuplicate(connection, entity, id, now - promised.DuplicateDetectionWindow.Ticks, now))
        {
            return 0;
        }

        var available = Math.Max(now, message.ScheduledEnqueueTime.UtcTicks);
        var timeToLive = message.TimeToLive < promised.DefaultTimeToLive ? message.TimeToLive : promised.DefaultTimeToLive;
        return BrokerTable.Insert(connection, entity, available, id, body, properties, now, Expiry(available, timeToLive));
    }

    /// <summary>Drops or dead-letters a message that must not be delivered; whether it did.</summary>
    private bool PutAside(StateConnection connection, BrokerMessage message, EntitySettings promised, long now)
    {
        if (EntityPath.IsDeadLetter(message.Entity))
        {
            return false;
        }

        if (message.Expires!.Value.Ticks <= now)
        {
            if (promised.DeadLetterExpired)
            {
                BrokerTable.MoveToDeadLetter(connection, message, message.Properties.Serialize(), "TTLExpiredException", "The message expired and was dead lettered.", now);
                DeadLettered(message, "it expired");
            }
            else
            {
                BrokerTable.DeleteUnlocked(connection, message.SequenceNumber, now);
            }

            return true;
        }

        if (message.Deliveries < promised.MaxDeliveryCount)
        {
            return false;
        }

        BrokerTable.MoveToDeadLetter(
            connection,
            message,
            message.Properties.Serialize(),
            "MaxDeliveryCountExceeded",
            $"Message could not be consumed after {promised.MaxDeliveryCount} delivery attempts.",
            now);
        DeadLettered(message, $"it was delivered {promised.MaxDeliveryCount} times and never completed");
        return true;
    }

    private void ForgetSeen(StateConnection connection, long now)
    {
        if (now < _forgetAt)
        {
            return;
        }

        _forgetAt = now + ForgetInterval.Ticks;
        BrokerTable.ForgetSeen(connection, now - _longestWindow.Ticks);
    }

    private async Task SettleAsync(BrokerMessage message, Func<StateConnection, bool> settle)
    {
        if (message.IsSettled || !await store.WriteAsync(settle))
        {
            throw LockLost(message);
        }

        message.IsSettled = true;
    }
}
