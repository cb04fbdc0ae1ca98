using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>The short way for cells: plain numbers, and words that were met before, in a few instructions each. One instance a thread.</summary>
internal sealed class ShortCells(int categories, CsvOptions options)
{
    private readonly ShortCell _shortCell = new((byte)options.Delimiter);
    private readonly ShortNumber _shortNumber = new((byte)options.Decimal);
    private readonly ShortWords[] _shortWords = [.. Enumerable.Range(0, categories).Select(_ => new ShortWords())];
    private readonly byte _delimiter = (byte)options.Delimiter;
    private readonly byte _point = (byte)options.Decimal;

    // A comma between cells is no decimal comma, so numbers that have one are in quotes; and a number may stand for a missing one: these go the long way.
    private readonly bool _areNumbersPlain = options.Decimal != options.Delimiter && !options.MissingNumbers.Any(mark => CsvNumber.TryParse(Encoding.UTF8.GetBytes(mark), out double _));

    /// <summary>Stores the value of the cell at <paramref name="position"/> and moves to the byte that ends it; where it cannot, it moves nowhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryStore(ReadOnlySpan<byte> bytes, ref int position, CsvField field, int slot)
    {
        var end = position;
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var stored = field.Column!.Kind switch
        {
            CsvColumnKind.Category => TryReadWord(ref start, ref end, _shortWords[field.Category], out field.Codes[slot]),
            CsvColumnKind.Instant => false,
            _ => _areNumbersPlain && TryReadNumber(ref start, ref end, out var number) && TryStore(number, field, slot),
        };
        position = stored ? end : position;
        return stored;
    }

    /// <summary>Finds the code of a word that was met before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadWord(ref byte bytes, ref int position, ShortWords words, out int code)
    {
        var cell = _shortCell.Load(ref Unsafe.Add(ref bytes, position), out var length);
        position += length;
        code = 0;
        return length is not (0 or ShortCell.Window) && words.TryFind(ShortWords.Key(cell, length), out code);
    }

    /// <summary>Keeps the code of a cell as it stands in the file, for the short way.</summary>
    public void Remember(ReadOnlySpan<byte> cell, CsvField field, int code)
    {
        Span<byte> window = stackalloc byte[ShortCell.Window];
        if (cell.Length is > 0 and < ShortCell.Window && !cell.ContainsAny(_delimiter, (byte)'\n', (byte)'\r'))
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

        return CsvNumber.TryRead(ref bytes, ref position, _point, out number) && Ends(Unsafe.Add(ref bytes, position));
    }

    private bool Ends(byte value) => value == _delimiter || value is (byte)'\n' or (byte)'\r';
}
