using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Timers;

/// <summary>Remembers each timer's last and next run, so that a run missed while the host was stopped can be made up for.</summary>
internal sealed class TimerMonitor(StateStore store)
{
    public static readonly StateSchema Schema = new("timers",
    [
        "CREATE TABLE timer_status (function TEXT PRIMARY KEY, last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID",
    ]);

    public ScheduleStatus? Find(string function) => store.Read(connection => connection.QueryFirst(
        "SELECT last, next, updated FROM timer_status WHERE function = ?1",
        row => new ScheduleStatus { Last = Time(row.Integer(0)), Next = Time(row.Integer(1)), LastUpdated = Time(row.Integer(2)) },
        function));

    public Task KeepAsync(string function, ScheduleStatus status) => store.WriteAsync(connection => connection.Execute(
        """
        INSERT INTO timer_status (function, last, next, updated) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET last = excluded.last, next = excluded.next, updated = excluded.updated
        """,
        function, status.Last.Ticks, status.Next.Ticks, status.LastUpdated.Ticks));

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
