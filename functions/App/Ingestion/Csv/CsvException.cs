using MlFunctions.Http;

namespace MlFunctions.Ingestion.Csv;

/// <summary>A file that cannot be read at all; the message says what is wrong, in which file, line and column, and what would be right.</summary>
internal sealed class CsvException(string file, string fault, long? line = null, string? column = null)
    : Exception($"{VisibleText.Of(file)}{(line is null ? "" : $", line {line}")}{(column is null ? "" : $", column '{VisibleText.Cut(column, LongestName)}'")}: {VisibleText.Cut(fault, LongestFault)}")
{
    private const int LongestName = 100;
    private const int LongestFault = 2000;

    public string File { get; } = file;

    public string Fault { get; } = VisibleText.Cut(fault, LongestFault);

    /// <summary>The line where it starts, from 1; null: the file as a whole.</summary>
    public long? Line { get; } = line;

    /// <summary>The column, null where it is not about one.</summary>
    public string? Column { get; } = column;
}
