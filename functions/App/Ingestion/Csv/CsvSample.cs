using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>The first records of a file as texts, to find out how it is written.</summary>
internal static class CsvSample
{
    /// <summary>The records, in order, blank lines and a first line <c>sep=;</c> left out; the last of them may have been cut, so it is left out too unless it has a line end.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ReadOnlySpan<byte> head, CsvOptions form, int most)
    {
        head = head[CsvDialect.SeparatorLine(head)..];
        var scanner = new RecordScanner((byte)form.Delimiter, (byte)form.Quote);
        scanner.Scan(head);
        var end = scanner.Records > 0 ? (int)scanner.LastEnd : scanner.IsQuoted ? 0 : head.Length;
        var bytes = new byte[end + CsvSource.Padding];
        head[..end].CopyTo(bytes);
        bytes[end] = (byte)'\n';

        var cells = new CellReader((byte)form.Delimiter, (byte)form.Quote);
        var records = new List<IReadOnlyList<string>>();
        for (var position = 0; position < end && records.Count < most;)
        {
            if (bytes[position] is (byte)'\n' or (byte)'\r')
            {
                CellReader.SkipLineEnd(bytes, ref position);
                continue;
            }

            var record = new List<string>();
            while (true)
            {
                record.Add(Encoding.UTF8.GetString(cells.Read(bytes, ref position, out _, out _)));
                if (bytes[position] != form.Delimiter)
                {
                    CellReader.SkipLineEnd(bytes, ref position);
                    break;
                }

                position++;
            }

            records.Add(record);
        }

        return records;
    }
}
