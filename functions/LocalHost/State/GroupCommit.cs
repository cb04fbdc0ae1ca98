using System.Diagnostics;

namespace MlFunctions.LocalHost.State;

/// <summary>The one writer: a thread that takes all writes that wait, runs them in one transaction, and answers after the commit.</summary>
internal sealed class GroupCommit
{
    /// <summary>Bounds how long the first write of a batch waits for the others.</summary>
    private const int LargestBatch = 512;

    private readonly StateConnection _connection;
    private readonly Lock _snapshots;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private List<PendingWrite> _waiting = [];
    private volatile bool _closed;
    private volatile bool _abandoned;

    /// <param name="connection">The connection that writes.</param>
    /// <param name="snapshots">Held by whoever takes a snapshot of the file or changes what snapshots there can be.</param>
    public GroupCommit(StateConnection connection, Lock snapshots)
    {
        _connection = connection;
        _snapshots = snapshots;
        _thread = new Thread(Run) { IsBackground = true, Name = "State writer" };
        _thread.Start();
    }

    public void Add(PendingWrite write)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _waiting.Add(write);
                if (_waiting.Count == 1)
                    Monitor.Pulse(_gate);
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
        lock (_gate)
        {
            if (abandon)
                _abandoned = true;
            if (!_closed)
            {
                _closed = true;
                Monitor.Pulse(_gate);
            }
        }

        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>();
        while (true)
        {
            lock (_gate)
            {
                while (_waiting.Count == 0 && !_closed)
                    Monitor.Wait(_gate);
                if (_waiting.Count == 0)
                    return;
                (batch, _waiting) = (_waiting, batch);
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
            lock (_snapshots)
                _connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                if (_abandoned)
                    break;
                RunOne(write);
            }

            if (_abandoned)
            {
                _connection.Execute("ROLLBACK");
                batch.ForEach(write => write.Cancel());
                return;
            }

            lock (_snapshots)
                _connection.Execute("COMMIT");
        }
        catch (StateException e)
        {
            if (!_connection.IsAutocommit)
                _connection.Execute("ROLLBACK");
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
        _connection.Execute("SAVEPOINT one");
        try
        {
            write.Run(_connection);
        }
        catch (Exception e)
        {
            // SQLite has given the whole transaction up: then every write of the batch has failed, not this one alone.
            if (_connection.IsAutocommit)
                throw e as StateException ?? new StateException($"The transaction was rolled back: {e.Message}", e);
            write.Fault = e;
            _connection.Execute("ROLLBACK TO one");
        }

        Debug.Assert(!_connection.IsAutocommit, "a write ended the transaction that it shares");
        _connection.Execute("RELEASE one");
    }
}
