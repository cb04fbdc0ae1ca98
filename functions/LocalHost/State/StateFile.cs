namespace MlFunctions.LocalHost.State;

/// <summary>Opens the database file: checks that it is whole and that its tables are of a version known here.</summary>
internal static class StateFile
{
    /// <summary>Files up to this size are checked page by page at each start; that takes less than a tenth of a second.</summary>
    private const long CheckedWholeUpTo = 32 * 1024 * 1024;

    public static StateConnection Open(string path, IReadOnlyList<StateSchema> schemas)
    {
        var connection = new StateConnection(path, readOnly: false);
        try
        {
            connection.ExecuteScript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16000;");
            Check(connection, path);
            foreach (var schema in schemas)
                Upgrade(connection, path, schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Check(StateConnection connection, string path)
    {
        if (new FileInfo(path).Length > CheckedWholeUpTo)
            return;
        var finding = connection.QueryFirst("PRAGMA quick_check(1)", row => row.Text(0));
        if (finding != "ok")
            throw StateFault.Corrupt(path, finding ?? "no answer");
    }

    private static void Upgrade(StateConnection connection, string path, StateSchema schema)
    {
        connection.ExecuteScript("CREATE TABLE IF NOT EXISTS state_schema (area TEXT PRIMARY KEY, version INTEGER NOT NULL)");
        var version = connection.QueryFirst("SELECT version FROM state_schema WHERE area = ?1", row => (int)row.Integer(0), schema.Area);
        if (version > schema.Version)
        {
            throw new StateException(
                $"The state file '{path}' was written by a newer version: its {schema.Area} tables have version {version}, this program knows up to {schema.Version}. Use the newer program, or another state folder.");
        }

        for (; version < schema.Version; version++)
        {
            connection.ExecuteScript("BEGIN IMMEDIATE");
            connection.ExecuteScript(schema.Scripts[version]);
            connection.Execute("INSERT INTO state_schema VALUES (?1, ?2) ON CONFLICT(area) DO UPDATE SET version = ?2", schema.Area, version + 1);
            connection.ExecuteScript("COMMIT");
        }
    }
}
