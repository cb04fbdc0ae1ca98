using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>What has come in for the instances and has not been in a turn.</summary>
internal sealed class InboxTable(long lastSequence)
{
    private long _lastSequence = lastSequence;

    public static InboxTable Open(StateConnection c) =>
        new(c.QueryFirst("SELECT max(seq) FROM durable_inbox", row => row.IntegerOrNull(0)) ?? 0);

    /// <summary>Gives an event to an instance, unless it has finished or is gone.</summary>
    public bool Deliver(StateConnection c, long instance, int? generation, HistoryEvent happened) => c.Execute(
        """
        INSERT INTO durable_inbox SELECT ?1, ?2, ?3, ?4
        WHERE EXISTS (SELECT 1 FROM durable_instance WHERE key = ?1 AND status NOT IN (1, 3, 5))
        """,
        instance,
        ++_lastSequence,
        generation,
        HistoryJson.Write(happened)) > 0;

    /// <summary>Puts events before all that the inbox of the instance holds.</summary>
    public static void PutFirst(StateConnection c, long instance, IReadOnlyList<HistoryEvent> events)
    {
        var first = c.QueryFirst("SELECT min(seq) FROM durable_inbox WHERE instance = ?1", row => row.IntegerOrNull(0), instance) ?? 0;
        var sequence = Math.Min(first, 0) - events.Count;
        foreach (var happened in events)
            c.Execute("INSERT INTO durable_inbox VALUES (?1, ?2, NULL, ?3)", instance, sequence++, HistoryJson.Write(happened));
    }

    public static List<InboxMessage> Read(StateConnection c, long instance) => c.Query(
        "SELECT seq, generation, event FROM durable_inbox WHERE instance = ?1 ORDER BY seq",
        row => new InboxMessage(row.Integer(0), (int?)row.IntegerOrNull(1), HistoryJson.Read(row.Span(2))),
        instance);

    public static void Delete(StateConnection c, long instance, long sequence) => c.Execute(
        "DELETE FROM durable_inbox WHERE instance = ?1 AND seq = ?2", instance, sequence);

    public static void DeleteAll(StateConnection c, long instance) => c.Execute("DELETE FROM durable_inbox WHERE instance = ?1", instance);

    /// <summary>The instances that a turn would have something to do for.</summary>
    public static List<long> Ready(StateConnection c) => c.Query(
        """
        SELECT DISTINCT instance FROM durable_inbox
        UNION SELECT key FROM durable_instance WHERE started = 0 AND status NOT IN (1, 3, 5)
        """,
        row => row.Integer(0));
}
