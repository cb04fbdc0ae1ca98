using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MlFunctions.Http;

/// <summary>Reads request bodies whole: at most so many bytes, plain or compressed with gzip or brotli.</summary>
internal static class RequestBody
{
    /// <summary>The largest body accepted, in bytes after decompression.</summary>
    public const int MaximumBytes = 10 * 1024 * 1024;

    /// <summary>The body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>The bytes, or the problem to answer with.</returns>
    public static async ValueTask<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaximumBytes)
        {
            return (default, TooLarge());
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        await using var decoder = Decoder(request.Body, encoding);
        if (decoder is null && encoding is not ("" or "identity"))
        {
            return (default, Problems.UnknownEncoding($"Content-Encoding '{encoding}' is not known; known are gzip, br and identity."));
        }

        try
        {
            var reader = decoder is null ? request.BodyReader : PipeReader.Create(decoder);
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                if (read.Buffer.Length > MaximumBytes)
                {
                    return (default, TooLarge());
                }

                if (read.IsCompleted)
                {
                    var body = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return (body, null);
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (InvalidDataException exception)
        {
            return (default, Problems.Malformed($"The body is not valid {encoding}: {exception.Message}"));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, TooLarge());
        }
    }

    private static Stream? Decoder(Stream body, string encoding) => encoding switch
    {
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        _ => null,
    };

    private static ProblemHttpResult TooLarge() => Problems.TooLarge($"The body has more than {MaximumBytes:N0} bytes.");
}
