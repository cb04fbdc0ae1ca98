namespace MlFunctions.Http;

/// <summary>A decompressed body that refuses to become absurdly larger than what was sent: a stream to read, not to seek.</summary>
/// <param name="decoder">The decompressing stream.</param>
/// <param name="compressed">The body as it is sent; counts what has been read of it.</param>
internal sealed class BombGuard(Stream decoder, CountingStream compressed) : CountingStream(decoder)
{
    // CSV shrinks three- to twentyfold; deflate can pack nothing but zeros a thousandfold.
    private const int MaximumRatio = 100;
    private const long AlwaysAllowed = 16 << 20;

    /// <inheritdoc/>
    protected override async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await base.ReadInnerAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // The brotli decoder reports bytes that are not brotli as an invalid operation.
            throw new InvalidDataException($"The body is not what its Content-Encoding says: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    protected override void OnRead(int read)
    {
        if (read == 0 && compressed.Count == 0)
        {
            throw new InvalidDataException("The body is empty, which is not what its Content-Encoding says.");
        }

        if (Count > AlwaysAllowed && Count > MaximumRatio * compressed.Count)
        {
            throw new InvalidDataException($"{compressed.Count:N0} bytes became more than {Count:N0}, over {MaximumRatio} times as many; that is no table.");
        }
    }
}
