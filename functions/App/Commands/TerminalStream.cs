namespace MlFunctions.Commands;

/// <summary>What a file holds, on a terminal: a byte that would command it is shown as <c>?</c>. Lines and tabs stay, as do all other characters.</summary>
/// <param name="terminal">The terminal; disposed with this stream.</param>
internal sealed class TerminalStream(Stream terminal) : Stream
{
    private const byte LeadOfC1 = 0xc2;

    private bool _afterLead;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() => terminal.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var shown = buffer.ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            // C1 controls are two bytes in UTF-8: c2, then 80 to 9f, which are control characters too on old terminals.
            var isControl = shown[i] is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t') or 0x7f || (_afterLead && shown[i] is >= 0x80 and <= 0x9f);
            _afterLead = shown[i] == LeadOfC1;
            if (isControl)
            {
                shown[i] = shown[i] < 0x80 ? (byte)'?' : (byte)0xbf;
            }
        }

        terminal.Write(shown);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            terminal.Dispose();
        }

        base.Dispose(disposing);
    }
}
