namespace MlFunctions.Ingestion.Csv;

/// <summary>Divides a file into blocks of whole records.</summary>
internal static class CsvFirstPass
{
    /// <summary>The blocks, in order; at least one.</summary>
    /// <exception cref="CsvException">A quote is never closed, or a limit is passed.</exception>
    public static async Task<IReadOnlyList<CsvBlock>> FindBlocksAsync(CsvSource source, CsvOptions options, CancellationToken cancellationToken)
    {
        var scanner = new RecordScanner((byte)options.Delimiter, (byte)options.Quote);
        var cutter = new Cutter(scanner);
        var buffer = new byte[(int)Math.Min(Math.Min(options.BlockLength, options.MaxRecordLength), source.Length + 1)];
        int length;
        do
        {
            length = await source.ReadAsync(scanner.Position, buffer, cancellationToken);
            scanner.Scan(buffer.AsSpan(0, length));
            if (scanner.LongestSpanning > options.MaxRecordLength)
            {
                throw new CsvException(source.File, $"a record is longer than {options.MaxRecordLength} bytes, which is the limit", cutter.Line);
            }

            if (scanner.Records > (long)options.MaxRows + 1)
            {
                throw new CsvException(source.File, $"more than {options.MaxRows} rows, which is the limit", cutter.Line);
            }

            cutter.Cut();
        }
        while (length == buffer.Length);

        if (scanner.IsQuoted)
        {
            throw new CsvException(source.File, "a quote is opened here and never closed", scanner.QuoteLine);
        }

        scanner.Complete();
        cutter.Cut();
        return cutter.Blocks.Count > 0 ? cutter.Blocks : throw new CsvException(source.File, "the file is empty");
    }

    /// <summary>Ends a block with the last record that has ended.</summary>
    private sealed class Cutter(RecordScanner scanner)
    {
        private long _offset;
        private int _slots;

        /// <summary>The line where the next block starts.</summary>
        public long Line { get; private set; } = 1;

        public List<CsvBlock> Blocks { get; } = [];

        public void Cut()
        {
            if (scanner.LastEnd == _offset)
            {
                return;
            }

            var slots = (int)scanner.Records;
            Blocks.Add(new CsvBlock(_offset, checked((int)(scanner.LastEnd - _offset)), Line, _slots, slots - _slots));
            _offset = scanner.LastEnd;
            _slots = slots;
            Line = scanner.LinesAtLastEnd + 1;
        }
    }
}
