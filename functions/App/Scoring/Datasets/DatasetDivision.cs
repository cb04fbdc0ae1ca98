using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>Divides a file into ranges of whole records, reading it once and holding a buffer of it.</summary>
public sealed class DatasetDivision(IArtifactStore artifacts, DefinitionStore definitions)
{
    /// <summary>About how many bytes a part has: enough to be worth a start, few enough to be held by every worker.</summary>
    public const int PartBytes = 1 << 20;

    /// <summary>Divides the dataset of a job; the same file is divided alike every time.</summary>
    /// <exception cref="PipelineException">There is no such dataset, or it has no rows or a quote that is never closed.</exception>
    public async Task<DatasetParts> DivideAsync(ScoringJob job, CancellationToken cancellationToken)
    {
        var definition = (await definitions.GetAsync(job.Pipeline, cancellationToken)).Definition;
        var path = job.PathOfRows();
        var stored = await artifacts.OpenAsync(path, cancellationToken) ?? throw new PipelineException($"There is no dataset {path}.");
        var encoding = await EncodingAsync(stored, definition, cancellationToken);
        await using var content = await OpenAsync(stored, path, encoding, cancellationToken);
        var buffer = new byte[PartBytes / 4];
        var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var form = FormOf(definition, path, buffer.AsSpan(0, read), encoding);
        var scanner = new RecordScanner((byte)form.Delimiter, (byte)form.Quote);
        var parts = new List<DatasetPart>();
        var rows = 0L;
        var (header, lines) = read == 0 ? (0, 0) : Header(buffer.AsMemory(0, read), form, path);
        var (began, before) = ((long)header, -(long)lines);
        for (; read > 0; read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken))
        {
            scanner.Scan(buffer.AsSpan(0, read));
            if (scanner.LastEnd - began >= PartBytes)
            {
                Cut(scanner.LastEnd);
            }
        }

        if (scanner.IsQuoted)
        {
            throw new PipelineException($"{path}, line {scanner.QuoteLine}: a quote is opened here and never closed.");
        }

        if (scanner.Position > began)
        {
            Cut(scanner.Position);
        }

        return parts.Count > 0 ? new DatasetParts(header, parts) { Form = form } : throw new PipelineException($"{path}: there is no row.");

        void Cut(long end)
        {
            parts.Add(new DatasetPart(parts.Count, began, checked((int)(end - began)), rows + 1));
            (began, rows) = (end, before + scanner.Records);
        }
    }

    /// <summary>A dataset as UTF-8; the caller disposes it.</summary>
    public static async Task<Stream> OpenAsync(Stream stored, ArtifactPath path, string? encoding, CancellationToken cancellationToken)
    {
        if (encoding is null)
        {
            return stored;
        }

        try
        {
            return (await CsvText.OpenAsync(stored, path.ToString(), encoding, cancellationToken)).Text;
        }
        catch (CsvException exception)
        {
            throw new PipelineException(exception.Message, exception);
        }
    }

    private static async Task<string?> EncodingAsync(Stream content, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var head = new byte[(int)Math.Min(CsvHead.Length, content.Length)];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        return CsvText.Of(head.AsSpan(0, length), definition.Ingestion.Encoding)?.WebName;
    }

    private static DatasetForm FormOf(PipelineDefinition definition, ArtifactPath path, ReadOnlySpan<byte> head, string? encoding)
    {
        var schema = PipelineSchema.OfRows(definition);
        var options = PipelineSchema.Options(definition, schema);
        try
        {
            head = head[CsvSource.StartOf(path.ToString(), head)..];
        }
        catch (CsvException exception)
        {
            throw new PipelineException(exception.Message, exception);
        }

        var found = CsvDialect.Detect(head, schema, options);

        // What is to be scored need not have the columns that are to be predicted, which come last.
        var cells = found.Names is null ? 0 : CsvSample.Of(head, found, 1) is [var first, ..] ? first.Count : 0;
        return new DatasetForm(found.Delimiter, found.Decimal, found.Quote, encoding, found.Names is null ? null : [.. found.Names.Take(cells)]);
    }

    private static (int Length, int Lines) Header(ReadOnlyMemory<byte> first, DatasetForm form, ArtifactPath path)
    {
        var end = 0;
        var lines = 0;
        foreach (var record in CsvRecords.Of(first, form.Delimiter, form.Quote))
        {
            var start = first.Span.StartsWith("\uFEFF"u8) ? Math.Max(3, record.Start) : record.Start;
            if (end == 0 && CsvDialect.SeparatorLine(first.Span[start..record.End]) > 0)
            {
                (end, lines) = (record.End, record.Row + 1);
            }
            else
            {
                return form.Columns is null ? (record.End, record.Row + 1) : (end, lines);
            }
        }

        throw new PipelineException($"{path}: there is no header.");
    }
}
