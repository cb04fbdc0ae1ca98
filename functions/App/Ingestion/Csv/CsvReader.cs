namespace MlFunctions.Ingestion.Csv;

/// <summary>
/// Reads a CSV file (RFC 4180) into typed columns: the first pass finds the records, the second parses them, block by block side by side, to where they belong.
/// Beside the columns it holds a few blocks of the file; nothing is allocated for a cell.
/// </summary>
internal static class CsvReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="stream">The bytes, from where it stands; it must be able to seek, since they are read twice.</param>
    /// <param name="file">The name for messages.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">How the file is written; null: with commas and points.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="CsvException">The file cannot be read at all, or has no good row.</exception>
    public static async Task<CsvResult> ReadAsync(Stream stream, string file, CsvSchema schema, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= CsvOptions.Default;
        options.Validate();
        using var source = new CsvSource(stream, file);
        await source.SkipMarkAsync(cancellationToken);
        (schema, options) = await ResolveAsync(source, schema, options, cancellationToken);
        options.Validate();
        var (header, blocks) = await ReadHeaderAsync(source, await CsvFirstPass.FindBlocksAsync(source, options, cancellationToken), options, cancellationToken);
        var places = header.Match(file, schema);

        var slots = blocks[^1].FirstSlot + blocks[^1].Slots;
        var categories = 0;
        var columns = schema.Columns.Select(c => CsvField.Create(c, slots, ref categories)).ToArray();
        var fields = places.Select(p => p < 0 ? CsvField.Skipped : columns[p]).ToArray();
        var results = await CsvSecondPass.ParseAsync(source, blocks, fields, categories, options, cancellationToken);

        CsvBadRow[] described = [.. results.SelectMany(r => r.Bad).Take(options.MaxFaults).Select(row => row with { Offset = source.Origin + row.Offset })];
        var bad = results.Sum(r => r.BadRows);
        if (results.Sum(r => r.Holes.Count) == slots)
        {
            throw bad == 0
                ? new CsvException(file, "there is a header but no row")
                : new CsvException(file, $"none of the {bad} rows can be used; the first: {described[0].Fault.Fault}{(options.Assumed is null ? "" : $" ({options.Assumed})")}", described[0].Fault.Line, described[0].Fault.Column);
        }

        var table = CsvAssembly.Assemble(columns, blocks, results, slots);
        return new CsvResult(table, bad, described, [.. header.Names.Where((_, i) => places[i] < 0)])
        {
            Assumed = options.Assumed,
            BadRowsByColumn = results.SelectMany(r => r.BadRowsByColumn).GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>Finds out from the beginning of the file what nobody has said.</summary>
    private static async Task<(CsvSchema Schema, CsvOptions Options)> ResolveAsync(CsvSource source, CsvSchema schema, CsvOptions options, CancellationToken cancellationToken)
    {
        var length = options.Unknown == CsvForm.None && schema.Columns.All(column => column.Kind != CsvColumnKind.Time) ? CsvDialect.LongestSeparatorLine : CsvHead.Length;
        var head = new byte[(int)Math.Min(length, source.Length)];
        await source.ReadAsync(0, head, cancellationToken);
        var found = CsvDialect.Detect(head, schema, options);
        return (schema.WithTimes(head, found), found);
    }

    /// <summary>Finds the header and gives the blocks from the record after it on.</summary>
    private static async Task<(CsvHeader Header, CsvBlock[] Blocks)> ReadHeaderAsync(CsvSource source, IReadOnlyList<CsvBlock> blocks, CsvOptions options, CancellationToken cancellationToken)
    {
        for (var b = 0; b < blocks.Count; b++)
        {
            var bytes = new byte[blocks[b].Length + CsvSource.Padding];
            await source.ReadBlockAsync(blocks[b], bytes, cancellationToken);
            if (CsvHeader.Read(source.File, bytes, blocks[b], options) is { } header)
            {
                return (header, WithoutHeader([.. blocks.Skip(b)], header, bytes));
            }
        }

        throw new CsvException(source.File, "there is no header");
    }

    private static CsvBlock[] WithoutHeader(CsvBlock[] blocks, CsvHeader header, ReadOnlySpan<byte> first)
    {
        var skipped = blocks[0].FirstSlot + header.Slots;
        blocks[0] = blocks[0] with
        {
            Offset = blocks[0].Offset + header.Length,
            Length = blocks[0].Length - header.Length,
            Line = blocks[0].Line + LineEnds.Count(first[..header.Length]),
            FirstSlot = skipped,
            Slots = blocks[0].Slots - header.Slots,
        };
        return [.. blocks.Select(b => b with { FirstSlot = b.FirstSlot - skipped })];
    }
}
