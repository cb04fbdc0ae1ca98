namespace MlFunctions.Ingestion.Csv;

/// <summary>Looks at the beginning of a file alone: whether its header has what a schema asks for.</summary>
internal static class CsvHead
{
    /// <summary>How many bytes are looked at; of a longer header nothing is said.</summary>
    public const int Length = 1 << 18;

    /// <summary>What is wrong, by column; empty: nothing that can be seen.</summary>
    /// <param name="file">The name for messages.</param>
    /// <param name="head">The first bytes of the file.</param>
    /// <param name="isWhole">Whether they are all of it.</param>
    /// <param name="schema">The columns that are asked for.</param>
    /// <param name="options">How the file is written.</param>
    public static IReadOnlyList<CsvFault> Faults(string file, ReadOnlySpan<byte> head, bool isWhole, CsvSchema schema, CsvOptions options)
    {
        try
        {
            var start = CsvSource.StartOf(file, head);
            options = CsvDialect.Detect(head[start..], schema, options);
            var scanner = new RecordScanner((byte)options.Delimiter, (byte)options.Quote);
            scanner.Scan(head[start..]);
            if (isWhole && scanner.IsQuoted)
            {
                throw new CsvException(file, "a quote is opened here and never closed", scanner.QuoteLine);
            }

            // Of a part, the last record may be cut.
            var length = isWhole ? head.Length - start : (int)scanner.LastEnd;
            if (length == 0)
            {
                return [];
            }

            var bytes = new byte[length + CsvSource.Padding];
            head.Slice(start, length).CopyTo(bytes);
            bytes[length] = (byte)'\n';
            var header = CsvHeader.Read(file, bytes, new CsvBlock(0, length, 1, 0, 0), options);
            if (header is null)
            {
                return isWhole ? throw new CsvException(file, "there is no header") : [];
            }

            header.CheckNames(file, schema);
            if (header.Missing(schema) is { Count: > 0 } missing)
            {
                return [.. missing.Select(name => new CsvFault(header.Line, name, header.WhyMissing))];
            }

            return isWhole && bytes.AsSpan(header.Length, length - header.Length).Trim("\r\n"u8).IsEmpty
                ? throw new CsvException(file, "there is a header but no row")
                : [];
        }
        catch (CsvException exception)
        {
            return [new CsvFault(exception.Line ?? 1, exception.Column, exception.Fault)];
        }
    }
}
