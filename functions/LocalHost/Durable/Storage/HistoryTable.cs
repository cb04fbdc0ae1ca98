using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>The events of the instances, in order.</summary>
internal static class HistoryTable
{
    public static void Insert(StateConnection c, long instance, int sequence, HistoryEvent happened) => c.Execute(
        "INSERT INTO durable_history VALUES (?1, ?2, ?3)", instance, sequence, HistoryJson.Write(happened));

    public static List<HistoryEvent> Read(StateConnection c, long instance) => c.Query(
        "SELECT event FROM durable_history WHERE instance = ?1 ORDER BY seq", row => HistoryJson.Read(row.Span(0)), instance);

    /// <summary>The event that the history begins with, which has the input.</summary>
    public static HistoryEvent.ExecutionStarted ReadStart(StateConnection c, long instance) => (HistoryEvent.ExecutionStarted)c.QueryFirst(
        "SELECT event FROM durable_history WHERE instance = ?1 AND seq = 0", row => HistoryJson.Read(row.Span(0)), instance)!;

    public static void Delete(StateConnection c, long instance) => c.Execute("DELETE FROM durable_history WHERE instance = ?1", instance);
}
