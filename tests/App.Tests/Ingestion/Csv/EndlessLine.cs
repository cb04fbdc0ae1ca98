namespace MlFunctions.Tests.Ingestion.Csv;

/// <summary>A stream that starts with some bytes and repeats one byte from there on.</summary>
internal sealed class EndlessLine(byte[] start, byte filling, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = (int)Math.Min(count, length - Position);
        buffer.AsSpan(offset, count).Fill(filling);
        if (Position < start.Length)
        {
            start.AsSpan((int)Position, Math.Min(count, start.Length - (int)Position)).CopyTo(buffer.AsSpan(offset));
        }

        Position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
