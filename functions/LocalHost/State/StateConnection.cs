using System.Buffers;
using System.Text;
using SQLitePCL;

namespace MlFunctions.LocalHost.State;

/// <summary>One SQLite connection that prepares each statement once. Used by one thread at a time.</summary>
/// <remarks>Parameters are <c>?1</c>, <c>?2</c>… in the order given.</remarks>
internal sealed class StateConnection : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> _statements = [];
    private readonly sqlite3 _database;
    private readonly string _path;

    static StateConnection() => Batteries_V2.Init();

    public StateConnection(string path, bool readOnly)
    {
        _path = path;
        var access = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var result = raw.sqlite3_open_v2(path, out _database, access | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result != raw.SQLITE_OK)
        {
            _database.Dispose();
            throw StateFault.Of(result, "it cannot be opened", path);
        }

        _ = raw.sqlite3_busy_timeout(_database, 10_000);
    }

    /// <summary>Whether no transaction is open; true inside one means that SQLite has rolled it back itself (disk full, I/O error).</summary>
    public bool IsAutocommit => raw.sqlite3_get_autocommit(_database) != 0;

    /// <summary>The rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    public long LastInsertedKey => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>The rows that it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<StateValue> values)
    {
        var statement = Bind(sql, values);
        try
        {
            while (Step(statement))
            {
                // A statement that also returns rows must be stepped to its end to take effect.
            }

            return Changes;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Begins a transaction that sees what is committed now; a mere BEGIN would wait for the first query to say so.</summary>
    public void BeginSnapshot()
    {
        Execute("BEGIN");
        Execute("SELECT 1 FROM sqlite_schema LIMIT 1");
    }

    /// <summary>All rows of a query.</summary>
    public List<T> Query<T>(string sql, StateRowReader<T> read, params ReadOnlySpan<StateValue> values)
    {
        var rows = new List<T>();
        var statement = Bind(sql, values);
        try
        {
            while (Step(statement))
                rows.Add(read(new StateRow(statement)));
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }

        return rows;
    }

    /// <summary>The first row of a query, or default when it has none.</summary>
    public T? QueryFirst<T>(string sql, StateRowReader<T> read, params ReadOnlySpan<StateValue> values)
    {
        var statement = Bind(sql, values);
        try
        {
            return Step(statement) ? read(new StateRow(statement)) : default;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Runs a script of many statements without parameters.</summary>
    public void ExecuteScript(string sql)
    {
        var result = raw.sqlite3_exec(_database, sql);
        if (result != raw.SQLITE_OK)
            throw Fault(result);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _database.Dispose();
    }

    private bool Step(sqlite3_stmt statement) => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var result => throw Fault(result),
    };

    private sqlite3_stmt Bind(string sql, ReadOnlySpan<StateValue> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var result = raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement);
            if (result != raw.SQLITE_OK)
                throw Fault(result);
            _statements.Add(sql, statement);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var result = BindOne(statement, i + 1, values[i]);
            if (result != raw.SQLITE_OK)
                throw Fault(result);
        }

        return statement;
    }

    private static int BindOne(sqlite3_stmt statement, int index, StateValue value) => value switch
    {
        { IsInteger: true } => raw.sqlite3_bind_int64(statement, index, value.Integer),
        // An empty span has no address, which SQLite takes for NULL.
        { Reference: "" } => raw.sqlite3_bind_text(statement, index, ""),
        { Reference: string text } => BindText(statement, index, text),
        { Reference: byte[] { Length: 0 } } => raw.sqlite3_bind_zeroblob(statement, index, 0),
        { Reference: byte[] bytes } => raw.sqlite3_bind_blob(statement, index, bytes),
        _ => raw.sqlite3_bind_null(statement, index),
    };

    private static int BindText(sqlite3_stmt statement, int index, string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(statement, index, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private StateException Fault(int result) => StateFault.Of(result, raw.sqlite3_errmsg(_database).utf8_to_string(), _path);
}
