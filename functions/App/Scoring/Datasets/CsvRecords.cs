using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Scoring;

/// <summary>Where the records of CSV bytes begin and end; empty lines are none.</summary>
internal static class CsvRecords
{
    /// <summary>The records, in order, each with its number from 0, in which empty lines count. The last need not have a line end.</summary>
    public static IEnumerable<(int Row, int Start, int End)> Of(ReadOnlyMemory<byte> bytes, char delimiter, char quote = '"')
    {
        var scanner = new RecordScanner((byte)delimiter, (byte)quote);
        var (start, row) = (0, 0);
        for (var place = 0; place < bytes.Length;)
        {
            var next = EndOfLine(bytes.Span, place);
            scanner.Scan(bytes.Span[place..next]);
            place = next;
            if (scanner.IsQuoted && place < bytes.Length)
            {
                continue;
            }

            if (!bytes.Span[start..place].Trim("\r\n"u8).IsEmpty)
            {
                yield return (row, start, place);
            }

            (start, row) = (place, row + 1);
        }
    }

    private static int EndOfLine(ReadOnlySpan<byte> bytes, int start)
    {
        var end = bytes[start..].IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            return bytes.Length;
        }

        end += start + 1;
        return bytes[end - 1] == '\r' && end < bytes.Length && bytes[end] == '\n' ? end + 1 : end;
    }
}
