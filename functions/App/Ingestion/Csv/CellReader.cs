using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Walks over cells: finds where they end and what they hold once quotes, and spaces outside of quotes, are taken off. The bytes must have a line end after the last record.</summary>
/// <param name="delimiter">What stands between cells.</param>
/// <param name="quote">What stands around cells that hold delimiters or line ends.</param>
internal sealed class CellReader(byte delimiter, byte quote)
{
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

    /// <summary>Whether a byte may stand beside a quoted cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' && value != delimiter;

    /// <summary>Moves <paramref name="position"/> from the start of a cell to the byte that ends it.</summary>
    public void Skip(ReadOnlySpan<byte> bytes, ref int position)
    {
        SkipSpaces(bytes, ref position);
        if (bytes[position] == quote)
        {
            SkipQuoted(bytes, ref position, out _);
        }

        SkipToEnd(bytes, ref position);
    }

    /// <summary>Moves <paramref name="position"/> from the start of a cell to the byte that ends it and gives what it holds, valid until the next call.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="position">Where the cell starts.</param>
    /// <param name="fault">What is wrong with its quotes.</param>
    /// <param name="isQuoted">Whether it was quoted; what was not is given with the spaces around it.</param>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> bytes, ref int position, out Fault fault, out bool isQuoted)
    {
        var start = position;
        SkipSpaces(bytes, ref position);
        isQuoted = bytes[position] == quote;
        if (!isQuoted)
        {
            SkipToEnd(bytes, ref position);
            var cell = bytes[start..position];
            fault = cell.Contains(quote) && quote == '"' ? Fault.QuoteInside : Fault.None;
            return cell;
        }

        var opened = position + 1;
        SkipQuoted(bytes, ref position, out var escapes);
        var content = bytes[opened..(position - 1)];
        SkipSpaces(bytes, ref position);
        fault = Ends(bytes[position]) ? Fault.None : Fault.TextAfterQuote;
        if (fault != Fault.None)
        {
            SkipToEnd(bytes, ref position);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpaces(ReadOnlySpan<byte> bytes, ref int position)
    {
        while (IsSpace(bytes[position]))
        {
            position++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipToEnd(ReadOnlySpan<byte> bytes, ref int position) => position += bytes[position..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');

    private void SkipQuoted(ReadOnlySpan<byte> bytes, ref int position, out bool escapes)
    {
        escapes = false;
        position++;
        while (true)
        {
            position += bytes[position..].IndexOf(quote) + 1;
            if (bytes[position] != quote)
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
            i += content[i] == quote ? 1 : 0;
        }

        return _unescaped.AsSpan(0, length);
    }
}
