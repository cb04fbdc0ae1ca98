namespace MlFunctions.Ingestion.Csv;

/// <summary>A file that cannot be read at all; the message says what is wrong, in which file, line and column, and what would be right.</summary>
internal sealed class CsvException(string file, string fault, long? line = null, string? column = null)
    : Exception($"{file}{(line is null ? "" : $", line {line}")}{(column is null ? "" : $", column '{column}'")}: {fault}")
{
    public string File { get; } = file;

    public string Fault { get; } = fault;

    /// <summary>The line where it starts, from 1; null: the file as a whole.</summary>
    public long? Line { get; } = line;

    /// <summary>The column, null where it is not about one.</summary>
    public string? Column { get; } = column;
}
