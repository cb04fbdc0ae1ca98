using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MlFunctions.Http;

/// <summary>Request bodies, plain or compressed with gzip or brotli.</summary>
internal static class RequestBody
{
    /// <summary>The largest body that is read whole, in bytes after decompression.</summary>
    public const int MaximumBytes = 10 * 1024 * 1024;

    /// <summary>The body as a stream, decompressed as it is read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="problem">415 where the encoding is not known.</param>
    /// <returns>A stream whose reads throw <see cref="InvalidDataException"/> where the body is not what its encoding says.</returns>
    public static Stream Decode(HttpRequest request, out IResult? problem)
    {
        var encoding = request.Headers.ContentEncoding.ToString().ToLowerInvariant();
        problem = encoding is "" or "identity" or "gzip" or "br"
            ? null
            : Problems.UnknownEncoding($"Content-Encoding '{encoding}' is not known; known are gzip, br and identity.");
        if (encoding is not ("gzip" or "br"))
        {
            return request.Body;
        }

        var compressed = new CountingStream(request.Body);
        return new BombGuard(
            encoding == "gzip" ? new GZipStream(compressed, CompressionMode.Decompress) : new BrotliStream(compressed, CompressionMode.Decompress),
            compressed);
    }

    /// <summary>The whole body, at most <see cref="MaximumBytes"/> of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>The bytes, or the problem to answer with.</returns>
    public static async ValueTask<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaximumBytes)
        {
            return (default, TooLarge());
        }

        await using var body = Decode(request, out var unknown);
        if (unknown is not null)
        {
            return (default, unknown);
        }

        try
        {
            // Kestrel's own reader spares the copy where nothing is to be decompressed.
            var reader = ReferenceEquals(body, request.Body) ? request.BodyReader : PipeReader.Create(body);
            return await ReadAsync(reader, cancellationToken) is { } read ? (read, null) : (default, TooLarge());
        }
        catch (InvalidDataException exception)
        {
            return (default, Problems.Malformed(exception.Message));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, TooLarge());
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaximumBytes)
            {
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

    private static ProblemHttpResult TooLarge() => Problems.TooLarge($"The body has more than {MaximumBytes:N0} bytes.");
}
