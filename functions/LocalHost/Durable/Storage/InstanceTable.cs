using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>The rows of the instances.</summary>
internal static class InstanceTable
{
    public static bool IsFinal(OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public static (long Key, OrchestrationRuntimeStatus Status)? Find(StateConnection c, string id) => c.QueryFirst(
        "SELECT key, status FROM durable_instance WHERE id = ?1",
        row => ((long, OrchestrationRuntimeStatus)?)(row.Integer(0), (OrchestrationRuntimeStatus)row.Integer(1)),
        id);

    public static int Generation(StateConnection c, long key) => c.QueryFirst(
        "SELECT generation FROM durable_instance WHERE key = ?1", row => (int)row.Integer(0), key);

    /// <summary>A new instance, pending, with the first event of its history; none of that id may exist.</summary>
    /// <returns>Its key.</returns>
    public static long Insert(StateConnection c, NewInstance instance, DateTime now)
    {
        c.Execute(
            """
            INSERT INTO durable_instance (id, name, version, status, start_at, created, updated, parent, parent_generation, parent_step, tags)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10)
            """,
            instance.Id,
            instance.Started.Name,
            instance.Started.Version,
            (int)OrchestrationRuntimeStatus.Pending,
            instance.StartAt?.Ticks,
            now.Ticks,
            instance.Parent?.Instance,
            instance.Parent?.Generation,
            instance.Parent?.StepId,
            instance.Tags);
        var key = c.LastInsertedKey;
        HistoryTable.Insert(c, key, 0, instance.Started);
        return key;
    }

    /// <summary>An unfinished instance with its history; null when there is none of that key, or it has finished.</summary>
    public static InstanceState? Load(StateConnection c, long key)
    {
        var state = c.QueryFirst(
            """
            SELECT id, name, version, generation, status, started, start_at, parent, parent_generation, parent_step
            FROM durable_instance WHERE key = ?1 AND status NOT IN (1, 3, 5)
            """,
            row => new InstanceState
            {
                Key = key,
                Id = row.Text(0),
                Name = row.Text(1),
                Version = row.TextOrNull(2) ?? "",
                Generation = (int)row.Integer(3),
                Status = (OrchestrationRuntimeStatus)row.Integer(4),
                Started = row.Boolean(5),
                StartAt = row.IntegerOrNull(6) is { } ticks ? new DateTime(ticks, DateTimeKind.Utc) : null,
                Parent = row.IsNull(7) ? null : new StepKey(row.Integer(7), (int)row.Integer(8), (int)row.Integer(9)),
            },
            key);
        if (state is not null)
        {
            foreach (var happened in HistoryTable.Read(c, key))
                state.Add(happened);
        }

        return state;
    }

    public static void SetRunning(StateConnection c, long key, OrchestrationRuntimeStatus status, bool started, DateTime now) => c.Execute(
        "UPDATE durable_instance SET status = ?2, started = ?3, updated = ?4 WHERE key = ?1", key, (int)status, started, now.Ticks);

    public static void SetCustomStatus(StateConnection c, long key, string? customStatus) => c.Execute(
        "UPDATE durable_instance SET custom_status = ?2 WHERE key = ?1", key, customStatus);

    public static void SetEnd(StateConnection c, long key, OrchestrationRuntimeStatus status, string? output, byte[]? failure, DateTime now) => c.Execute(
        "UPDATE durable_instance SET status = ?2, started = 1, updated = ?3, completed = ?3, output = ?4, failure = ?5 WHERE key = ?1",
        key,
        (int)status,
        now.Ticks,
        output,
        failure);

    /// <summary>Begins the next generation: an empty history but for its first event. A suspended instance stays suspended.</summary>
    public static void SetContinued(StateConnection c, long key, HistoryEvent.ExecutionStarted started, bool suspended, DateTime now)
    {
        c.Execute(
            "UPDATE durable_instance SET generation = generation + 1, started = 0, start_at = NULL, status = ?2, version = ?3, updated = ?4 WHERE key = ?1",
            key,
            (int)(suspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running),
            started.Version,
            now.Ticks);
        HistoryTable.Delete(c, key);
        TimerTable.DeleteAll(c, key);
        HistoryTable.Insert(c, key, 0, started);
    }

    public static List<(long Key, OrchestrationRuntimeStatus Status)> Children(StateConnection c, long parent) => c.Query(
        "SELECT key, status FROM durable_instance WHERE parent = ?1", row => (row.Integer(0), (OrchestrationRuntimeStatus)row.Integer(1)), parent);

    /// <summary>Takes all traces of an instance away.</summary>
    public static void Delete(StateConnection c, long key)
    {
        c.Execute("DELETE FROM durable_instance WHERE key = ?1", key);
        HistoryTable.Delete(c, key);
        InboxTable.DeleteAll(c, key);
        TimerTable.DeleteAll(c, key);
        WorkTable.DeleteAll(c, key);
    }
}
