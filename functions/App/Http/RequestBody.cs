using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MlFunctions.Http;

/// <summary>Request bodies, plain or compressed with gzip or brotli.</summary>
internal static class RequestBody
{
    /// <summary>The largest body that is read whole, in bytes after decompression.</summary>
    public const int MaximumBytes = 10 * 1024 * 1024;

    // What all bodies that are being read may have together; small ones come whole and are not counted.
    private const long MaximumBytesAtOnce = 256L * 1024 * 1024;
    private const int SmallBytes = 64 * 1024;

    // What all that were read may have together until they are answered: a second or two of work, where a megabyte takes tens of milliseconds.
    private const long MaximumBytesUnanswered = 16L * 1024 * 1024;

    private static long _reading;
    private static long _unanswered;

    /// <summary>The body as a stream, decompressed as it is read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="problem">415 where the encoding is not known.</param>
    /// <returns>A stream whose reads throw <see cref="InvalidDataException"/> where the body is not what its encoding says.</returns>
    public static Stream Decode(HttpRequest request, out IResult? problem)
    {
        return EncodingOf(request, out problem) is { Length: > 0 } encoding ? Decoder(encoding, request.Body) : request.Body;
    }

    /// <summary>The body as a stream of any size, decompressed as it is read; it goes to storage as it comes, so its size is storage's concern.</summary>
    /// <inheritdoc cref="Decode"/>
    public static Stream DecodeUnlimited(HttpRequest request, out IResult? problem)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        return Decode(request, out problem);
    }

    /// <summary>The whole body, at most <see cref="MaximumBytes"/> of it.</summary>
    /// <inheritdoc cref="ReadAsync(HttpRequest, int, CancellationToken)"/>
    public static ValueTask<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, MaximumBytes, cancellationToken);

    /// <summary>The whole body, at most so many bytes of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">How many bytes it may have after decompression; at most <see cref="MaximumBytes"/>.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>The bytes, or the problem to answer with: 413, 415, 400, or 429 where too much is being read, or waits to be answered, already.</returns>
    public static ValueTask<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            return new((default, TooLarge(most)));
        }

        return request.ContentLength <= SmallBytes && request.Headers.ContentEncoding.Count == 0
            ? ReadPlainAsync(request, most, cancellationToken)
            : ReadCountedAsync(request, most, cancellationToken);
    }

    // Empty: the body is as it is. That a stream has an end is checked by the decoders, by a setting of runtimeconfig.template.json.
    private static string? EncodingOf(HttpRequest request, out IResult? problem)
    {
        var encoding = request.Headers.ContentEncoding.ToString().ToLowerInvariant();
        problem = encoding is "" or "identity" or "gzip" or "br"
            ? null
            : Problems.UnknownEncoding($"Content-Encoding '{encoding}' is not known; known are gzip, br and identity.");
        return problem is not null ? null : encoding is "gzip" or "br" ? encoding : "";
    }

    private static BombGuard Decoder(string encoding, Stream body)
    {
        var compressed = new CountingStream(body);
        return new BombGuard(
            encoding == "gzip" ? new GZipStream(compressed, CompressionMode.Decompress) : new BrotliStream(compressed, CompressionMode.Decompress),
            compressed);
    }

    private static async ValueTask<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadCountedAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        // What a compressed body, or one of unknown length, will have is not known; it is counted as the most that it may.
        var bytes = request.Headers.ContentEncoding.Count == 0 ? request.ContentLength ?? most : most;
        try
        {
            if (Interlocked.Add(ref _reading, bytes) > MaximumBytesAtOnce)
            {
                return (default, Problems.TooMany($"More than {MaximumBytesAtOnce:N0} bytes of requests are being read at once.", TimeSpan.FromSeconds(1)));
            }

            var read = request.Headers.ContentEncoding.Count == 0 ? await ReadPlainAsync(request, most, cancellationToken) : await ReadEncodedAsync(request, most, cancellationToken);
            return read.Problem is not null || TryHold(request, read.Body.Length)
                ? read
                : (default, Problems.TooMany($"More than {MaximumBytesUnanswered:N0} bytes of requests wait to be answered.", TimeSpan.FromSeconds(1)));
        }
        finally
        {
            Interlocked.Add(ref _reading, -bytes);
        }
    }

    // One by itself is taken whatever its size.
    private static bool TryHold(HttpRequest request, long bytes)
    {
        if (Interlocked.Add(ref _unanswered, bytes) is var all && all > MaximumBytesUnanswered && all > bytes)
        {
            Interlocked.Add(ref _unanswered, -bytes);
            return false;
        }

        request.HttpContext.Response.OnCompleted(() =>
        {
            Interlocked.Add(ref _unanswered, -bytes);
            return Task.CompletedTask;
        });
        return true;
    }

    // Decoded twice, the first time to count: then what is kept is the body and nothing that a buffer has grown through.
    private static async ValueTask<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadEncodedAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (EncodingOf(request, out var unknown) is not { } encoding)
        {
            return (default, unknown);
        }

        var (sent, problem) = await ReadPlainAsync(request, most, cancellationToken);
        if (problem is not null || encoding.Length == 0)
        {
            return (sent, problem);
        }

        try
        {
            var length = await LengthAsync(Decoder(encoding, BinaryData.FromBytes(sent).ToStream()), most, cancellationToken);
            if (length > most)
            {
                return (default, TooLarge(most));
            }

            var body = GC.AllocateUninitializedArray<byte>((int)length);
            await using var decoder = Decoder(encoding, BinaryData.FromBytes(sent).ToStream());
            await decoder.ReadExactlyAsync(body, cancellationToken);
            return (body, null);
        }
        catch (InvalidDataException exception)
        {
            return (default, Problems.Malformed(exception.Message));
        }
    }

    private static async ValueTask<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadPlainAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        try
        {
            // Kestrel's own reader spares a copy.
            return await ReadAsync(request.BodyReader, most, cancellationToken) is { } read ? (read, null) : (default, TooLarge(most));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, TooLarge(most));
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(PipeReader reader, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > most)
            {
                // Without this the server could not read on, and would end the connection before the answer is there.
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task<long> LengthAsync(Stream decoder, int most, CancellationToken cancellationToken)
    {
        await using var disposed = decoder;
        var buffer = ArrayPool<byte>.Shared.Rent(SmallBytes);
        try
        {
            long length = 0;
            int read;
            while (length <= most && (read = await decoder.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ProblemHttpResult TooLarge(int most) => Problems.TooLarge($"The body has more than {most:N0} bytes.");
}
