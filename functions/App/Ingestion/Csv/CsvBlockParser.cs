using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace MlFunctions.Ingestion.Csv;

/// <summary>The second pass: parses blocks straight into the columns. One instance a thread; the fields are shared.</summary>
internal sealed class CsvBlockParser(string file, IReadOnlyList<CsvField> fields, int categories, CsvOptions options)
{
    private readonly CsvField[] _fields = [.. fields];
    private readonly CellReader _cells = new((byte)options.Delimiter, (byte)options.Quote);
    private readonly CsvCellParser _values = new(options);
    private readonly ShortCells _shortCells = new(categories, options);
    private readonly Utf8Words[] _words = [.. Enumerable.Range(0, categories).Select(_ => new Utf8Words())];
    private readonly byte _delimiter = (byte)options.Delimiter;

    /// <summary>Parses one block.</summary>
    /// <param name="bytes">The block and a line feed after it.</param>
    /// <param name="block">Where it stands.</param>
    /// <param name="describe">How many bad rows to describe; all are counted.</param>
    public CsvBlockResult Parse(ReadOnlySpan<byte> bytes, CsvBlock block, int describe)
    {
        var result = new CsvBlockResult(_words);
        var lines = new LineCounter(block.Line);
        var position = 0;
        for (var slot = block.FirstSlot; position < block.Length; slot++)
        {
            if (bytes[position] is (byte)'\n' or (byte)'\r')
            {
                result.Holes.Add(slot);
                CellReader.SkipLineEnd(bytes, ref position);
                continue;
            }

            var start = position;
            var cells = ParseRecord(bytes, ref position, slot, out var fault);
            if (fault is null && cells == _fields.Length)
            {
                continue;
            }

            result.Holes.Add(slot);
            result.BadRows++;
            if (fault is { IsRefusal: true } refusal)
            {
                result.Refusal = new CsvException(file, refusal.Text, lines.At(bytes, start), refusal.Column);
                return result;
            }

            var column = cells == _fields.Length ? fault!.Column : null;
            if (column is not null)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(result.BadRowsByColumn, column, out _)++;
            }

            if (result.Bad.Count < describe)
            {
                var reason = new CsvFault(lines.At(bytes, start), column, column is null ? $"{cells} cells where the header has {_fields.Length}" : fault!.Text);
                result.Bad.Add(new CsvBadRow(reason, block.Offset + start, Math.Min(position, block.Length) - start));
            }
        }

        return result;
    }

    /// <summary>Parses the record at <paramref name="position"/> and moves past it; gives how many cells it has.</summary>
    /// <remarks>A file is read before the runtime has found out what is called often, so this is optimised from its first call on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ParseRecord(ReadOnlySpan<byte> bytes, ref int position, int slot, out CellFault? fault)
    {
        fault = null;
        for (var cell = 0; ; cell++)
        {
            if (fault is not null || cell >= _fields.Length)
            {
                _cells.Skip(bytes, ref position);
            }
            else
            {
                ParseCell(bytes, ref position, _fields[cell], slot, ref fault);
            }

            if (bytes[position] != _delimiter)
            {
                CellReader.SkipLineEnd(bytes, ref position);
                return cell + 1;
            }

            position++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ParseCell(ReadOnlySpan<byte> bytes, ref int position, CsvField field, int slot, ref CellFault? fault)
    {
        if (field.Column is not { } column)
        {
            _cells.Skip(bytes, ref position);
            return;
        }

        // Nearly every cell is taken here; whatever is unusual about one is left to the long way below.
        var start = position;
        if (_shortCells.TryStore(bytes, ref position, field, slot))
        {
            return;
        }

        var content = _cells.Read(bytes, ref position, out var quoting, out var isQuoted);
        var text = quoting != CellReader.Fault.None
            ? $"{Excerpt.Of(content)} {(quoting == CellReader.Fault.QuoteInside ? "has a quote inside, but does not start with one" : "goes on after its closing quote")}"
            : _values.Store(content, isQuoted, field, slot, _words);
        if (text is not null)
        {
            fault = Utf8.IsValid(content)
                ? new CellFault(column.Name, text, false)
                : new CellFault(column.Name, $"{Excerpt.Of(content)} is not UTF-8, which was assumed; save the file as UTF-8, or say $.ingestion.encoding", true);
        }
        else if (column.Kind == CsvColumnKind.Category)
        {
            _shortCells.Remember(bytes[start..position], field, field.Codes[slot]);
        }
    }

    private sealed record CellFault(string Column, string Text, bool IsRefusal);
}
