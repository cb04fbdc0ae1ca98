using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace MlFunctions.Ingestion.Csv;

/// <summary>The second pass: parses blocks straight into the columns. One instance a thread; the fields are shared.</summary>
internal sealed class CsvBlockParser(string file, IReadOnlyList<CsvField> fields, int categories, CsvOptions options)
{
    private readonly CsvField[] _fields = [.. fields];
    private readonly CellReader _cells = new((byte)options.Delimiter);
    private readonly CsvCellParser _values = new(options);
    private readonly ShortCell _shortCell = new((byte)options.Delimiter);
    private readonly ShortNumber _shortNumber = new((byte)options.Decimal);
    private readonly Utf8Words[] _words = [.. Enumerable.Range(0, categories).Select(_ => new Utf8Words())];
    private readonly ShortWords[] _shortWords = [.. Enumerable.Range(0, categories).Select(_ => new ShortWords())];
    private readonly byte _delimiter = (byte)options.Delimiter;

    /// <summary>Parses one block.</summary>
    /// <param name="bytes">The block and a line feed after it.</param>
    /// <param name="block">Where it stands.</param>
    public CsvBlockResult Parse(ReadOnlySpan<byte> bytes, CsvBlock block)
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

            if (result.Faults.Count < options.MaxFaults)
            {
                result.Faults.Add(new CsvFault(lines.At(bytes, start), column, column is null ? $"{cells} cells where the header has {_fields.Length}" : fault!.Text));
            }
        }

        return result;
    }

    /// <summary>Parses the record at <paramref name="position"/> and moves past it; gives how many cells it has.</summary>
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

    private void ParseCell(ReadOnlySpan<byte> bytes, ref int position, CsvField field, int slot, ref CellFault? fault)
    {
        if (field.Column is not { } column)
        {
            _cells.Skip(bytes, ref position);
            return;
        }

        // Nearly every cell is taken here; whatever is unusual about one is left to the long way below.
        var start = position;
        if (column.Kind == CsvColumnKind.Category)
        {
            if (TryReadWord(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), position), _shortWords[field.Category], out var code, out var length))
            {
                field.Codes[slot] = code;
                position += length;
                return;
            }
        }
        else if (column.Kind != CsvColumnKind.Instant)
        {
            if (TryReadNumber(ref MemoryMarshal.GetReference(bytes), ref position, out var number) && TryStore(number, field, slot))
            {
                return;
            }

            position = start;
        }

        var content = _cells.Read(bytes, ref position, out var quoting);
        var text = quoting != CellReader.Fault.None
            ? $"{Excerpt.Of(content)} {(quoting == CellReader.Fault.QuoteInside ? "has a quote inside, but does not start with one" : "goes on after its closing quote")}"
            : _values.Store(content, field, slot, _words);
        if (text is not null)
        {
            fault = Utf8.IsValid(content)
                ? new CellFault(column.Name, text, false)
                : new CellFault(column.Name, $"{Excerpt.Of(content)} is not UTF-8; save the file as UTF-8", true);
        }
        else if (column.Kind == CsvColumnKind.Category)
        {
            Remember(bytes[start..position], field, field.Codes[slot]);
        }
    }

    /// <summary>Finds the code of a word that was met before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadWord(ref byte cell, ShortWords words, out int code, out int length)
    {
        var bytes = _shortCell.Load(ref cell, out length);
        if (length is 0 or ShortCell.Window)
        {
            code = 0;
            return false;
        }

        return words.TryFind(ShortWords.Key(bytes, length), out code);
    }

    /// <summary>Keeps the code of a cell as it stands in the file, for the short way.</summary>
    private void Remember(ReadOnlySpan<byte> cell, CsvField field, int code)
    {
        Span<byte> window = stackalloc byte[ShortCell.Window];
        if (cell.Length is > 0 and < ShortCell.Window && !cell.ContainsAny((byte)options.Delimiter, (byte)'\n', (byte)'\r'))
        {
            cell.CopyTo(window);
            _shortWords[field.Category].Add(ShortWords.Key(Vector128.Create<byte>(window), cell.Length), code);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryStore(CsvNumber.DecimalNumber number, CsvField field, int slot)
    {
        double precise;
        if (field.IsSingle)
        {
            if (!CsvNumber.TryRound(number, out var single, out precise))
            {
                return false;
            }

            field.Singles[slot] = single;
        }
        else
        {
            if (!CsvNumber.TryRound(number, out precise))
            {
                return false;
            }

            field.Doubles[slot] = precise;
        }

        return precise >= field.Minimum && precise <= field.Maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadNumber(ref byte bytes, ref int position, out CsvNumber.DecimalNumber number)
    {
        if (ShortNumber.IsSupported)
        {
            var cell = _shortCell.Load(ref Unsafe.Add(ref bytes, position), out var length);
            if (_shortNumber.TryRead(cell, length, out number))
            {
                position += length;
                return true;
            }
        }

        return CsvNumber.TryRead(ref bytes, ref position, (byte)options.Decimal, out number) && _cells.Ends(Unsafe.Add(ref bytes, position));
    }

    private sealed record CellFault(string Column, string Text, bool IsRefusal);

    /// <summary>Counts lines up to offsets that rise.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct LineCounter(long line)
    {
        private int _counted;
        private long _line = line;

        public long At(ReadOnlySpan<byte> bytes, int offset)
        {
            for (var i = _counted; i < offset; i++)
            {
                _line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n') ? 1 : 0;
            }

            _counted = offset;
            return _line;
        }
    }
}
