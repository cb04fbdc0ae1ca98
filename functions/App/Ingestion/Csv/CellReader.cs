using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Walks over cells: finds where they end and what they hold once quotes are taken off. The bytes must have a line end after the last record.</summary>
/// <param name="delimiter">What stands between cells.</param>
internal sealed class CellReader(byte delimiter)
{
    private const byte Quote = (byte)'"';
    private byte[] _unescaped = [];

    public enum Fault
    {
        None,
        QuoteInside,
        TextAfterQuote,
    }

    /// <summary>Whether a byte ends an unquoted cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Ends(byte value) => value == delimiter || value is (byte)'\n' or (byte)'\r';

    /// <summary>Moves <paramref name="position"/> from the start of a cell to the byte that ends it.</summary>
    public void Skip(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (bytes[position] == Quote)
        {
            SkipQuoted(bytes, ref position, out _);
        }

        position += bytes[position..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
    }

    /// <summary>Moves <paramref name="position"/> from the start of a cell to the byte that ends it and gives what it holds, valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> bytes, ref int position, out Fault fault)
    {
        var start = position;
        if (bytes[start] != Quote)
        {
            Skip(bytes, ref position);
            var cell = bytes[start..position];
            fault = cell.Contains(Quote) ? Fault.QuoteInside : Fault.None;
            return cell;
        }

        SkipQuoted(bytes, ref position, out var escapes);
        var content = bytes[(start + 1)..(position - 1)];
        fault = Ends(bytes[position]) ? Fault.None : Fault.TextAfterQuote;
        if (fault != Fault.None)
        {
            position += bytes[position..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
            return bytes[start..position];
        }

        return escapes ? Unescape(content) : content;
    }

    /// <summary>Moves over the line end at <paramref name="position"/>: LF, CR LF or CR.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SkipLineEnd(ReadOnlySpan<byte> bytes, ref int position)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        if (Unsafe.Add(ref start, position) == '\r' && Unsafe.Add(ref start, position + 1) == '\n')
        {
            position++;
        }

        position++;
    }

    private static void SkipQuoted(ReadOnlySpan<byte> bytes, ref int position, out bool escapes)
    {
        escapes = false;
        position++;
        while (true)
        {
            position += bytes[position..].IndexOf(Quote) + 1;
            if (bytes[position] != Quote)
            {
                return;
            }

            escapes = true;
            position++;
        }
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> content)
    {
        if (_unescaped.Length < content.Length)
        {
            _unescaped = new byte[content.Length];
        }

        var length = 0;
        for (var i = 0; i < content.Length; i++)
        {
            _unescaped[length++] = content[i];
            i += content[i] == Quote ? 1 : 0;
        }

        return _unescaped.AsSpan(0, length);
    }
}
