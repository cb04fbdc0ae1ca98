using System.Buffers;
using System.Text;
using System.Text.Unicode;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Files of any encoding as UTF-8, which is what is read. What is UTF-8 already is left as it is.</summary>
internal static class CsvText
{
    private const int Sample = CsvHead.Length;

    // What Windows-1252 leaves undefined.
    private static readonly SearchValues<byte> Undefined = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    static CsvText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of that name; null where there is none.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The encoding that the beginning of a file shows, or that is declared; null: UTF-8.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="declared">What the definition says; null: nothing.</param>
    public static Encoding? Of(ReadOnlySpan<byte> head, string? declared)
    {
        if (declared is not null)
        {
            return Find(declared) is { CodePage: not 65001 } encoding ? encoding : null;
        }

        return head switch
        {
            [0xFF, 0xFE, ..] and not [0xFF, 0xFE, 0, 0, ..] => Find("utf-16"),
            [0xFE, 0xFF, ..] => Find("utf-16BE"),
            [_, 0, _, 0, ..] and not [0, ..] => Find("utf-16"),
            [0, _, 0, _, ..] and not [_, 0, ..] => Find("utf-16BE"),
            _ => IsWindows1252(head) ? Find("windows-1252") : null,
        };
    }

    /// <summary>A file as UTF-8: the stream itself, at its beginning, or a temporary file that goes with its stream.</summary>
    /// <param name="content">The file; can seek. It is disposed where it is not what is given back.</param>
    /// <param name="file">The name for messages.</param>
    /// <param name="declared">What the definition says of the encoding; null: nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The text, and what was assumed of its encoding; null: nothing.</returns>
    /// <exception cref="CsvException">It is not in that encoding.</exception>
    public static async Task<(Stream Text, string? Assumed)> OpenAsync(Stream content, string file, string? declared, CancellationToken cancellationToken)
    {
        var head = new byte[(int)Math.Min(Sample, content.Length)];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        if (Of(head.AsSpan(0, length), declared) is not { } encoding)
        {
            return (content, null);
        }

        await using (content)
        {
            var text = await DecodeAsync(content, file, encoding, cancellationToken);
            return (text, declared is null ? $"read as {encoding.WebName}, as was found out; where it is otherwise, say $.ingestion.encoding" : null);
        }
    }

    /// <summary>The beginning of a file as UTF-8.</summary>
    public static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> head, string? declared)
    {
        if (Of(head, declared) is not { } encoding)
        {
            return head;
        }

        var lenient = Encoding.GetEncoding(encoding.CodePage);
        var preamble = encoding.Preamble;
        var text = lenient.GetString(preamble.Length > 0 && head.StartsWith(preamble) ? head[preamble.Length..] : head);
        return Encoding.UTF8.GetBytes(text);
    }

    private static async Task<Stream> DecodeAsync(Stream content, string file, Encoding encoding, CancellationToken cancellationToken)
    {
        var text = TemporaryFile.Create();
        try
        {
            using var reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
            await using var writer = new StreamWriter(text, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
            var buffer = new char[1 << 16];
            while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await writer.FlushAsync(cancellationToken);
            text.Position = 0;
            return text;
        }
        catch (DecoderFallbackException exception)
        {
            await text.DisposeAsync();
            throw new CsvException(file, $"it is not in {encoding.WebName}: {exception.Message}");
        }
        catch
        {
            await text.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Whether bytes that are not UTF-8 look like the one other encoding that is usual in the West: none of the bytes that it leaves
    /// undefined, and no character of UTF-8 among them, as a damaged file of UTF-8 has.
    /// </summary>
    private static bool IsWindows1252(ReadOnlySpan<byte> head)
    {
        if (!head.ContainsAnyExceptInRange((byte)0, (byte)0x7F) || Utf8.IsValid(Whole(head)) || head.ContainsAny(Undefined) || head.Contains((byte)0))
        {
            return false;
        }

        for (var i = 0; i < head.Length;)
        {
            var status = Rune.DecodeFromUtf8(head[i..], out _, out var consumed);
            if (status == OperationStatus.Done && consumed > 1)
            {
                return false;
            }

            i += Math.Max(1, consumed);
        }

        return true;
    }

    // The last character of a part may have been cut.
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> head)
    {
        for (var cut = 1; cut <= Math.Min(3, head.Length); cut++)
        {
            if (head[^cut] >= 0xC0)
            {
                return head[..^cut];
            }
        }

        return head;
    }
}
