using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Ingestion.Csv;

/// <summary>
/// The first pass: finds where records end, quotes respected, so that the second pass can parse blocks of records side by side.
/// A quote opens only where a cell starts (RFC 4180), spaces before it aside; anywhere else it is a character, so that a stray one spoils its row and no other.
/// </summary>
internal sealed class RecordScanner(byte delimiter, byte quote = (byte)'"')
{
    private State _state = State.CellStart;
    private bool _afterReturn;

    private enum State
    {
        CellStart,
        Unquoted,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>How many records have ended.</summary>
    public long Records { get; private set; }

    /// <summary>How many lines have ended, those inside quotes included.</summary>
    public long Lines { get; private set; }

    /// <summary>How many lines had ended at the end of the last record.</summary>
    public long LinesAtLastEnd { get; private set; }

    /// <summary>How many bytes have been scanned.</summary>
    public long Position { get; private set; }

    /// <summary>Where the last record ended, its line end included.</summary>
    public long LastEnd { get; private set; }

    /// <summary>The length, to within 32 bytes, of the longest record of those that did not begin and end in one call.</summary>
    public long LongestSpanning { get; private set; }

    /// <summary>Whether the bytes so far end inside quotes.</summary>
    public bool IsQuoted => _state == State.Quoted;

    /// <summary>The line, from 1, where the last quote opened.</summary>
    public long QuoteLine { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(ReadOnlySpan<byte> bytes)
    {
        var openSince = LastEnd;
        var recordsBefore = Records;
        var firstEnd = -1L;
        var i = 0;
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var quotes = Vector256.Create(quote);
        var feeds = Vector256.Create((byte)'\n');
        var returns = Vector256.Create((byte)'\r');
        for (; i + Vector256<byte>.Count <= bytes.Length; i += Vector256<byte>.Count)
        {
            var chunk = Vector256.LoadUnsafe(ref start, (nuint)i);
            var feed = Vector256.Equals(chunk, feeds).ExtractMostSignificantBits();
            var carriage = Vector256.Equals(chunk, returns).ExtractMostSignificantBits();
            if (_state == State.Quoted || Vector256.EqualsAny(chunk, quotes))
            {
                ScanSlowly(bytes.Slice(i, Vector256<byte>.Count));
            }
            else
            {
                // A return ends a record at the byte after it, unless that byte is the feed that does.
                var lone = ((carriage << 1) | (_afterReturn ? 1u : 0u)) & ~feed;
                _afterReturn = (carriage >> 31) != 0;
                if ((feed | lone) != 0)
                {
                    var ends = BitOperations.PopCount(feed) + BitOperations.PopCount(lone);
                    Records += ends;
                    Lines += ends;
                    LinesAtLastEnd = Lines;
                    LastEnd = Position + Math.Max(
                        feed == 0 ? 0 : 32 - BitOperations.LeadingZeroCount(feed),
                        lone == 0 ? 0 : 31 - BitOperations.LeadingZeroCount(lone));
                }

                var last = Unsafe.Add(ref start, i + Vector256<byte>.Count - 1);
                _state = last == delimiter || last is (byte)'\n' or (byte)'\r' ? State.CellStart
                    : IsSpace(last) ? AfterSpaces(bytes.Slice(i, Vector256<byte>.Count))
                    : State.Unquoted;
                Position += Vector256<byte>.Count;
            }

            if (firstEnd < 0 && Records != recordsBefore)
            {
                firstEnd = LastEnd;
            }
        }

        ScanSlowly(bytes[i..]);
        if (firstEnd < 0)
        {
            firstEnd = Records != recordsBefore ? LastEnd : Position;
        }

        LongestSpanning = Math.Max(LongestSpanning, firstEnd - openSince);
    }

    /// <summary>Ends the last record, which need not have a line end.</summary>
    public void Complete()
    {
        EndAfterReturn();
        if (Position > LastEnd)
        {
            EndRecord(Position);
            Lines++;
            LinesAtLastEnd = Lines;
        }
    }

    private void ScanSlowly(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value != '\n')
            {
                EndAfterReturn();
            }

            Step(value);
            Position++;
            if (value == '\n')
            {
                _afterReturn = false;
                Lines++;
                if (_state != State.Quoted)
                {
                    EndRecord(Position);
                }
            }
        }
    }

    private void Step(byte value)
    {
        if (_state == State.Quoted)
        {
            _state = value == quote ? State.QuoteInQuoted : State.Quoted;
            _afterReturn = value == '\r';
        }
        else if (value == quote && _state is (State.CellStart or State.QuoteInQuoted))
        {
            QuoteLine = _state == State.CellStart ? Lines + 1 : QuoteLine;
            _state = State.Quoted;
        }
        else
        {
            _afterReturn = value == '\r';
            _state = _state == State.CellStart && IsSpace(value) ? State.CellStart
                : value == delimiter || value is (byte)'\n' or (byte)'\r' ? State.CellStart : State.Unquoted;
        }
    }

    private bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' && value != delimiter;

    /// <summary>The state after bytes without a quote that end with a space: where only spaces have come since a cell began, a quote may still open.</summary>
    private State AfterSpaces(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            if (!IsSpace(bytes[i]))
            {
                return bytes[i] == delimiter || bytes[i] is (byte)'\n' or (byte)'\r' ? State.CellStart : State.Unquoted;
            }
        }

        return _state == State.CellStart ? State.CellStart : State.Unquoted;
    }

    private void EndAfterReturn()
    {
        if (!_afterReturn)
        {
            return;
        }

        _afterReturn = false;
        Lines++;
        if (_state != State.Quoted)
        {
            EndRecord(Position);
        }
    }

    private void EndRecord(long end)
    {
        Records++;
        LastEnd = end;
        LinesAtLastEnd = Lines;
    }
}
