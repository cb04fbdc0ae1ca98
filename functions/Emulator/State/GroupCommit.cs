using System.Diagnostics;

namespace MlFunctions.Emulator.State;

/// <summary>The one writer: a thread that takes all writes that wait, runs them in one transaction, and answers after the commit.</summary>
internal sealed class GroupCommit
{
    /// <summary>Bounds how long the first write of a batch waits for the others.</summary>
    private const int LargestBatch = 512;

    private readonly StateConnection connection;
    private readonly Thread thread;
    private readonly object gate = new();
    private List<PendingWrite> waiting = [];
    private volatile bool closed;
    private volatile bool abandoned;

    public GroupCommit(StateConnection connection)
    {
        this.connection = connection;
        thread = new Thread(Run) { IsBackground = true, Name = "State writer" };
        thread.Start();
    }

    public void Add(PendingWrite write)
    {
        lock (gate)
        {
            if (!closed)
            {
                waiting.Add(write);
                if (waiting.Count == 1)
                    Monitor.Pulse(gate);
                return;
            }
        }

        write.Cancel();
    }

    /// <summary>Commits what waits, then ends the thread.</summary>
    public void Close() => End(abandon: false);

    /// <summary>Drops what waits and rolls back what is not committed yet, then ends the thread.</summary>
    public void Abandon() => End(abandon: true);

    private void End(bool abandon)
    {
        lock (gate)
        {
            if (abandon)
                abandoned = true;
            if (!closed)
            {
                closed = true;
                Monitor.Pulse(gate);
            }
        }

        if (Thread.CurrentThread != thread)
            thread.Join();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>();
        while (true)
        {
            lock (gate)
            {
                while (waiting.Count == 0 && !closed)
                    Monitor.Wait(gate);
                if (waiting.Count == 0)
                    return;
                (batch, waiting) = (waiting, batch);
            }

            for (var start = 0; start < batch.Count; start += LargestBatch)
                Commit(batch.GetRange(start, Math.Min(LargestBatch, batch.Count - start)));
            batch.Clear();
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                if (abandoned)
                    break;
                RunOne(write);
            }

            if (abandoned)
            {
                connection.Execute("ROLLBACK");
                batch.ForEach(write => write.Cancel());
                return;
            }

            connection.Execute("COMMIT");
        }
        catch (StateException e)
        {
            if (!connection.IsAutocommit)
                connection.Execute("ROLLBACK");
            batch.ForEach(write => write.Fail(e));
            return;
        }

        foreach (var write in batch)
        {
            if (write.Fault is { } fault)
                write.Fail(fault);
            else
                write.Complete();
        }
    }

    private void RunOne(PendingWrite write)
    {
        connection.Execute("SAVEPOINT one");
        try
        {
            write.Run(connection);
        }
        catch (Exception e)
        {
            // SQLite has given the whole transaction up: then every write of the batch has failed, not this one alone.
            if (connection.IsAutocommit)
                throw e as StateException ?? new StateException($"The transaction was rolled back: {e.Message}", e);
            write.Fault = e;
            connection.Execute("ROLLBACK TO one");
        }

        Debug.Assert(!connection.IsAutocommit, "a write ended the transaction that it shares");
        connection.Execute("RELEASE one");
    }
}
