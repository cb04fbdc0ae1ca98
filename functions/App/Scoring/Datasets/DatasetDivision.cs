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
        var options = PipelineSchema.Options((await definitions.GetAsync(job.Pipeline, cancellationToken)).Definition);
        var path = job.PathOfRows();
        await using var content = await artifacts.OpenAsync(path, cancellationToken) ?? throw new PipelineException($"There is no dataset {path}.");
        var scanner = new RecordScanner((byte)options.Delimiter);
        var parts = new List<DatasetPart>();
        var (header, rows) = (0, 0L);
        var (began, before) = (0L, 0L);
        var buffer = new byte[PartBytes / 4];
        while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var read && read > 0)
        {
            if (header == 0)
            {
                (header, var lines) = Header(buffer.AsMemory(0, read), options, path);
                (began, before) = (header, -lines);
            }

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

        return parts.Count > 0 ? new DatasetParts(header, parts) : throw new PipelineException($"{path}: there is no row.");

        void Cut(long end)
        {
            parts.Add(new DatasetPart(parts.Count, began, checked((int)(end - began)), rows + 1));
            (began, rows) = (end, before + scanner.Records);
        }
    }

    private static (int Length, int Lines) Header(ReadOnlyMemory<byte> first, CsvOptions options, ArtifactPath path)
    {
        using var records = CsvRecords.Of(first, options.Delimiter).GetEnumerator();
        return records.MoveNext() ? (records.Current.End, records.Current.Row + 1) : throw new PipelineException($"{path}: there is no header.");
    }
}
