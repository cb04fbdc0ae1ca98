using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>The writes of a busy second, a row inserted, read and deleted in transactions of a hundred: our connection beside Microsoft.Data.Sqlite, on the same SQLite, in turns.</summary>
internal static class StateLayer
{
    private const int Transactions = 200;
    private const int RowsEach = 100;
    private const int Rounds = 5;
    private const string Table = "CREATE TABLE work (key INTEGER PRIMARY KEY, entity TEXT NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, properties TEXT)";
    private const string Insert = "INSERT INTO work (entity, at, body, properties) VALUES (?1, ?2, ?3, ?4)";
    private const string Select = "SELECT at, body FROM work WHERE key = ?1";
    private const string Delete = "DELETE FROM work WHERE key = ?1";

    private static readonly byte[] Body = new byte[200];

    public static Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mlfunctions-benchmark-");
        try
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = -1; round < Rounds; round++)
            {
                var (our, their) = (Rate(() => Ours(Path.Combine(folder.FullName, $"ours-{round}.db"))), Rate(() => Theirs(Path.Combine(folder.FullName, $"theirs-{round}.db"))));
                if (round >= 0)
                {
                    ours.Add(our);
                    theirs.Add(their);
                }
            }

            var ratio = ours.Zip(theirs, (our, their) => our / their).Order().ElementAt(Rounds / 2);
            return Task.FromResult<IReadOnlyList<Measurement>>(
            [
                new("state: rows a second inserted, read and deleted", $"{ours.Order().ElementAt(Rounds / 2):N0}", $"{theirs.Order().ElementAt(Rounds / 2):N0} (Microsoft.Data.Sqlite)", ratio),
            ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Rate(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Transactions * RowsEach / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Ours(string path)
    {
        using var connection = new StateConnection(path, readOnly: false);
        connection.ExecuteScript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + Table);
        for (var transaction = 0; transaction < Transactions; transaction++)
        {
            connection.Execute("BEGIN IMMEDIATE");
            for (var row = 0; row < RowsEach; row++)
            {
                connection.Execute(Insert, "queue", (long)row, Body, "{}");
                var key = connection.LastInsertedKey;
                if (connection.QueryFirst(Select, static found => found.Integer(0) + found.Span(1).Length, key) != row + Body.Length)
                    throw new InvalidDataException("the row is not what was inserted");
                connection.Execute(Delete, key);
            }

            connection.Execute("COMMIT");
        }
    }

    private static void Theirs(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using (var begin = connection.CreateCommand())
        {
            begin.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + Table;
            begin.ExecuteNonQuery();
        }

        using var insert = Command(connection, Insert + " RETURNING key", "?1", "?2", "?3", "?4");
        using var select = Command(connection, Select, "?1");
        using var delete = Command(connection, Delete, "?1");
        for (var transaction = 0; transaction < Transactions; transaction++)
        {
            using var open = connection.BeginTransaction(deferred: false);
            foreach (var command in new[] { insert, select, delete })
                command.Transaction = open;
            for (var row = 0; row < RowsEach; row++)
            {
                (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value, insert.Parameters[3].Value) = ("queue", (long)row, Body, "{}");
                var key = insert.ExecuteScalar()!;
                select.Parameters[0].Value = key;
                using (var found = select.ExecuteReader())
                {
                    if (!found.Read() || found.GetInt64(0) + found.GetFieldValue<byte[]>(1).Length != row + Body.Length)
                        throw new InvalidDataException("the row is not what was inserted");
                }

                delete.Parameters[0].Value = key;
                delete.ExecuteNonQuery();
            }

            open.Commit();
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params IEnumerable<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        command.Prepare();
        return command;
    }
}
