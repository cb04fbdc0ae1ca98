using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>Activities that have been asked for and have not ended.</summary>
internal static class WorkTable
{
    public static void Insert(StateConnection c, StepKey key, HistoryEvent.TaskScheduled scheduled) => c.Execute(
        "INSERT INTO durable_work VALUES (?1, ?2, ?3, ?4, ?5)", key.Instance, key.Generation, key.StepId, scheduled.Name, scheduled.Input);

    public static ScheduledActivity? Read(StateConnection c, StepKey key) => c.QueryFirst(
        """
        SELECT i.id, w.name, w.input FROM durable_work w JOIN durable_instance i ON i.key = w.instance
        WHERE w.instance = ?1 AND w.generation = ?2 AND w.step = ?3
        """,
        row => new ScheduledActivity(row.Text(0), row.Text(1), row.TextOrNull(2)),
        key.Instance,
        key.Generation,
        key.StepId);

    /// <returns>Whether it was still there.</returns>
    public static bool Delete(StateConnection c, StepKey key) => c.Execute(
        "DELETE FROM durable_work WHERE instance = ?1 AND generation = ?2 AND step = ?3", key.Instance, key.Generation, key.StepId) > 0;

    public static void DeleteAll(StateConnection c, long instance) => c.Execute("DELETE FROM durable_work WHERE instance = ?1", instance);

    public static List<WorkItem> All(StateConnection c) => c.Query(
        "SELECT instance, generation, step FROM durable_work", row => new WorkItem(new StepKey(row.Integer(0), (int)row.Integer(1), (int)row.Integer(2))));
}
