using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Reads and changes the broker's tables, inside a write of the store.</summary>
internal static class BrokerTable
{
    private const string Columns = "seq, message_id, body, properties, enqueued, expires, deliveries, dead_reason, dead_description, dead_source";

    /// <summary>Whether a message id was seen since a time; notes it as seen now when it was not.</summary>
    public static bool IsDuplicate(StateConnection connection, string entity, string messageId, long since, long now) => connection.Execute(
        """
        INSERT INTO broker_seen (entity, message_id, seen) VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET seen = excluded.seen WHERE seen < ?4
        """,
        entity, messageId, now, since) == 0;

    public static void ForgetSeen(StateConnection connection, long before) =>
        connection.Execute("DELETE FROM broker_seen WHERE seen < ?1", before);

    /// <summary>Keeps a message.</summary>
    /// <returns>Its sequence number.</returns>
    public static long Insert(StateConnection connection, string entity, long available, string messageId, byte[] body, string? properties, long now, long expires)
    {
        connection.Execute(
            "INSERT INTO broker_message (entity, available, message_id, body, properties, enqueued, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            entity, available, messageId, body, properties, Math.Max(available, now), expires);
        return connection.LastInsertedKey;
    }

    /// <summary>The messages that can be received, the first first, none of them locked by this.</summary>
    public static List<BrokerMessage> Available(StateConnection connection, string entity, long now, int count) => connection.Query(
        $"SELECT {Columns} FROM broker_message WHERE entity = ?1 AND available <= ?2 ORDER BY available, seq LIMIT ?3",
        row => new BrokerMessage
        {
            Entity = entity,
            SequenceNumber = row.Integer(0),
            MessageId = row.Text(1),
            Body = row.Bytes(2),
            Properties = MessageProperties.Parse(row.TextOrNull(3)),
            Enqueued = Time(row.Integer(4)),
            Expires = Time(row.Integer(5)),
            Deliveries = (int)row.Integer(6),
            DeadLetterReason = row.TextOrNull(7),
            DeadLetterDescription = row.TextOrNull(8),
            DeadLetterSource = row.TextOrNull(9),
            LockToken = string.Empty,
        },
        entity, now, count);

    /// <summary>When the next message can be received that cannot be yet; null when there is none.</summary>
    public static long? NextAvailable(StateConnection connection, string entity) => connection.QueryFirst(
        "SELECT MIN(available) FROM broker_message WHERE entity = ?1",
        row => row.IntegerOrNull(0),
        entity);

    public static void Lock(StateConnection connection, long sequenceNumber, string token, long until) => connection.Execute(
        "UPDATE broker_message SET lock = ?2, available = ?3, deliveries = deliveries + 1 WHERE seq = ?1",
        sequenceNumber, token, until);

    /// <summary>Changes the time of a message that is still locked.</summary>
    /// <returns>Whether it was.</returns>
    public static bool Renew(StateConnection connection, long sequenceNumber, string token, long until, long now) => connection.Execute(
        "UPDATE broker_message SET available = ?3 WHERE seq = ?1 AND lock = ?2 AND available > ?4",
        sequenceNumber, token, until, now) > 0;

    public static bool Delete(StateConnection connection, long sequenceNumber, string token, long now) => connection.Execute(
        "DELETE FROM broker_message WHERE seq = ?1 AND lock = ?2 AND available > ?3",
        sequenceNumber, token, now) > 0;

    /// <summary>Removes a message that no one has locked.</summary>
    public static bool DeleteUnlocked(StateConnection connection, long sequenceNumber, long now) => connection.Execute(
        "DELETE FROM broker_message WHERE seq = ?1 AND (lock IS NULL OR available <= ?2)",
        sequenceNumber, now) > 0;

    public static string? MessageId(StateConnection connection, long sequenceNumber) => connection.QueryFirst(
        "SELECT message_id FROM broker_message WHERE seq = ?1", row => row.Text(0), sequenceNumber);

    /// <summary>Removes an entity's copy of a message whose time has not come; the copies of a message have consecutive numbers.</summary>
    public static bool DeleteScheduled(StateConnection connection, string entity, string messageId, long first, int copies, long now) => connection.Execute(
        """
        DELETE FROM broker_message WHERE lock IS NULL AND available > ?5 AND seq =
            (SELECT MIN(seq) FROM broker_message WHERE seq >= ?3 AND seq < ?3 + ?4 AND entity = ?1 AND message_id = ?2)
        """,
        entity, messageId, first, copies, now) > 0;

    public static bool Unlock(StateConnection connection, long sequenceNumber, string token, string? properties, long now) => connection.Execute(
        "UPDATE broker_message SET lock = NULL, available = 0, properties = ?3 WHERE seq = ?1 AND lock = ?2 AND available > ?4",
        sequenceNumber, token, properties, now) > 0;

    /// <summary>Makes every message available that was locked by a process that is gone.</summary>
    public static void UnlockAll(StateConnection connection) =>
        connection.Execute("UPDATE broker_message SET lock = NULL, available = 0 WHERE lock IS NOT NULL");

    public static void MoveToDeadLetter(StateConnection connection, BrokerMessage message, string? properties, string reason, string? description, long now) => connection.Execute(
        """
        UPDATE broker_message SET entity = ?2, available = ?3, lock = NULL, deliveries = 0, expires = ?4, properties = ?5,
            dead_reason = ?6, dead_description = ?7, dead_source = ?8
        WHERE seq = ?1
        """,
        message.SequenceNumber, EntityPath.DeadLetter(message.Entity), now, DateTime.MaxValue.Ticks, properties, reason, description, message.Entity);

    /// <summary>Sends every dead-lettered message of an entity back to it.</summary>
    /// <returns>How many.</returns>
    public static int Resubmit(StateConnection connection, string entity, long now, long expires) => connection.Execute(
        """
        UPDATE broker_message SET entity = ?1, available = ?3, lock = NULL, deliveries = 0, expires = ?4,
            dead_reason = NULL, dead_description = NULL, dead_source = NULL
        WHERE entity = ?2
        """,
        entity, EntityPath.DeadLetter(entity), now, expires);

    public static int Count(StateConnection connection, string entity) =>
        (int)connection.QueryFirst("SELECT COUNT(*) FROM broker_message WHERE entity = ?1", row => row.Integer(0), entity);

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
