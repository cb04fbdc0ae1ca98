using System.Globalization;
using System.Text;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Preparation;

/// <summary>Bad rows as CSV (RFC 4180): the line where the row starts, the column at fault (empty: the row as a whole), the reason, and the row's own bytes, quoted.</summary>
internal static class QuarantineFile
{
    private const byte Quote = (byte)'"';

    /// <summary>Writes bad rows.</summary>
    /// <param name="raw">The file that they are of; can seek.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="quarantine">Where to.</param>
    public static void Write(Stream raw, IEnumerable<CsvBadRow> rows, Stream quarantine)
    {
        quarantine.Write("line,column,reason,row\n"u8);
        var bytes = Array.Empty<byte>();
        foreach (var row in rows)
        {
            if (bytes.Length < row.Length)
            {
                bytes = new byte[row.Length];
            }

            raw.Position = row.Offset;
            raw.ReadExactly(bytes, 0, row.Length);
            quarantine.Write(Encoding.UTF8.GetBytes(row.Fault.Line.ToString(CultureInfo.InvariantCulture)));
            foreach (var text in new[] { row.Fault.Column ?? "", row.Fault.Fault })
            {
                quarantine.WriteByte((byte)',');
                WriteQuoted(Encoding.UTF8.GetBytes(text), quarantine);
            }

            quarantine.WriteByte((byte)',');
            WriteQuoted(bytes.AsSpan(0, row.Length).TrimEnd("\r\n"u8), quarantine);
            quarantine.WriteByte((byte)'\n');
        }
    }

    private static void WriteQuoted(ReadOnlySpan<byte> text, Stream stream)
    {
        stream.WriteByte(Quote);
        while (text.IndexOf(Quote) is >= 0 and var at)
        {
            stream.Write(text[..(at + 1)]);
            stream.WriteByte(Quote);
            text = text[(at + 1)..];
        }

        stream.Write(text);
        stream.WriteByte(Quote);
    }
}
