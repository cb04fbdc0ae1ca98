namespace MlFunctions.Ingestion.Csv;

/// <summary>The bytes of a file, a block at a time; safe to use from several threads.</summary>
internal sealed class CsvSource : IDisposable
{
    /// <summary>How many bytes a buffer must have beyond a block.</summary>
    public const int Padding = ShortCell.Window;

    private readonly Stream _stream;
    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public CsvSource(Stream stream, string file)
    {
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be able to seek, since it is read twice.", nameof(stream));
        }

        _stream = stream;
        Origin = stream.Position;
        File = file;
    }

    public string File { get; }

    /// <summary>Where the stream's first byte that counts is; offsets are from there.</summary>
    public long Origin { get; private set; }

    /// <summary>How many bytes there are, a byte order mark included.</summary>
    public long Length => Math.Max(0, _stream.Length - Origin);

    /// <summary>Skips a UTF-8 byte order mark.</summary>
    /// <exception cref="CsvException">The file is in UTF-16 or UTF-32.</exception>
    public async Task SkipMarkAsync(CancellationToken cancellationToken)
    {
        var start = new byte[4];
        var length = await _stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        Origin += StartOf(File, start.AsSpan(0, length));
    }

    /// <summary>Where the first byte after a UTF-8 byte order mark is, in the first bytes of a file.</summary>
    /// <exception cref="CsvException">There are none, or the file is in UTF-16 or UTF-32.</exception>
    public static int StartOf(string file, ReadOnlySpan<byte> start) => start switch
    {
        [] => throw new CsvException(file, "the file is empty"),
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => throw NotText(file),
        _ when start[..Math.Min(4, start.Length)].Contains((byte)0) => throw NotText(file),
        [0xEF, 0xBB, 0xBF, ..] => 3,
        _ => 0,
    };

    /// <summary>Reads from <paramref name="offset"/> on; gives how many bytes there were, fewer than asked only at the end.</summary>
    public async Task<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _stream.Position = Origin + offset;
            return await _stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads a block and puts a line feed after it.</summary>
    /// <exception cref="CsvException">The file has changed since the first pass.</exception>
    public async Task ReadBlockAsync(CsvBlock block, byte[] buffer, CancellationToken cancellationToken)
    {
        if (await ReadAsync(block.Offset, buffer.AsMemory(0, block.Length), cancellationToken) != block.Length)
        {
            throw new CsvException(File, "the file became shorter while it was read");
        }

        buffer[block.Length] = (byte)'\n';
    }

    public void Dispose() => _turn.Dispose();

    private static CsvException NotText(string file) => new(file, "the file starts as UTF-16, UTF-32 or binary data does; save it as UTF-8");
}
