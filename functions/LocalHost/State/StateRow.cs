using System.Text;
using SQLitePCL;

namespace MlFunctions.LocalHost.State;

/// <summary>The row that a query stands on; valid only inside the callback that it is given to. Columns count from 0.</summary>
internal readonly ref struct StateRow(sqlite3_stmt statement)
{
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public bool Boolean(int column) => Integer(column) != 0;

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a blob or text, valid until the next row.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();
}
