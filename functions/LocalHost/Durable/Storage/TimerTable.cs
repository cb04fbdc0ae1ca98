using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>Durable timers that have not fired.</summary>
internal static class TimerTable
{
    public static void Insert(StateConnection c, DueTimer timer) => c.Execute(
        "INSERT INTO durable_timer VALUES (?1, ?2, ?3, ?4)", timer.Step.Instance, timer.Step.Generation, timer.Step.StepId, timer.Due.Ticks);

    /// <returns>Whether it was still there.</returns>
    public static bool Delete(StateConnection c, StepKey key) => c.Execute(
        "DELETE FROM durable_timer WHERE instance = ?1 AND generation = ?2 AND step = ?3", key.Instance, key.Generation, key.StepId) > 0;

    public static void DeleteAll(StateConnection c, long instance) => c.Execute("DELETE FROM durable_timer WHERE instance = ?1", instance);

    public static List<DueTimer> All(StateConnection c) => c.Query(
        "SELECT instance, generation, step, due FROM durable_timer",
        row => new DueTimer(new StepKey(row.Integer(0), (int)row.Integer(1), (int)row.Integer(2)), new DateTime(row.Integer(3), DateTimeKind.Utc)));
}
