using System.Collections.Concurrent;

namespace MlFunctions.LocalHost.State;

/// <summary>
/// All that this host must not forget, in one SQLite file. Writes are queued to one thread and committed in groups; a write
/// whose task has completed survives the death of the process at any instant. Reads see the last commit.
/// </summary>
internal sealed class StateStore : IAsyncDisposable, IDisposable
{
    /// <summary>The database file's name in the state folder.</summary>
    public const string FileName = "state.db";

    // SQLite retries a snapshot that another connection's commit gets in the way of, and after five times sleeps before it goes on: in
    // builds without usleep, which this is, a whole second. One at a time there is never anything in the way.
    private readonly Lock _snapshots = new();
    private readonly StateLock _stateLock;
    private readonly StateConnection _writer;
    private readonly GroupCommit _commits;
    private readonly ConcurrentBag<StateConnection> _idleReaders = [];
    private readonly string _path;
    private volatile bool _closed;
    private long _writes;

    private StateStore(string path, StateLock stateLock, StateConnection writer)
    {
        _path = path;
        _stateLock = stateLock;
        _writer = writer;
        _commits = new GroupCommit(writer, _snapshots);
    }

    /// <summary>Opens the state in a folder, which is made if it is not there, and brings its tables up to date.</summary>
    /// <exception cref="StateException">In use by another process, damaged, written by a newer version, or not writable.</exception>
    public static StateStore Open(string directory, params IReadOnlyList<StateSchema> schemas)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"The state folder '{directory}' cannot be made: {e.Message}", e);
        }

        var file = Path.Combine(directory, FileName);
        var taken = StateLock.Take(file + ".lock");
        try
        {
            return new StateStore(file, taken, StateFile.Open(file, schemas));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>How many writes have been asked for.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>Queues a write; it runs with others in one transaction, in the order queued, and undoes only itself when it throws.</summary>
    /// <returns>Completes after the commit with what the write returned; cancelled if the store is closed before.</returns>
    public Task<T> WriteAsync<T>(Func<StateConnection, T> write)
    {
        var pending = new PendingWrite<T>(write);
        Interlocked.Increment(ref _writes);
        _commits.Add(pending);
        return pending.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<StateConnection> write) => WriteAsync(connection =>
    {
        write(connection);
        return true;
    });

    /// <summary>Reads one consistent view of what is committed, on the calling thread.</summary>
    public T Read<T>(Func<StateConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_idleReaders.TryTake(out var reader))
            reader = new StateConnection(_path, readOnly: true);
        try
        {
            lock (_snapshots)
                reader.BeginSnapshot();
            return read(reader);
        }
        finally
        {
            if (!reader.IsAutocommit)
                reader.Execute("COMMIT");
            GiveBack(reader);
        }
    }

    /// <summary>As if the process died now: what is queued is dropped, nothing more is committed, and the state can be opened again.</summary>
    public void Abandon() => Close(_commits.Abandon);

    /// <summary>Commits what is queued and closes the file.</summary>
    public void Dispose() => Close(_commits.Close);

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose);

    private void Close(Action end)
    {
        if (_closed)
            return;
        end();
        _closed = true;
        while (_idleReaders.TryTake(out var reader))
            reader.Dispose();
        _writer.Dispose();
        _stateLock.Dispose();
    }

    private void GiveBack(StateConnection reader)
    {
        _idleReaders.Add(reader);
        if (_closed && _idleReaders.TryTake(out var late))
            late.Dispose();
    }
}
