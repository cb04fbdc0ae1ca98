using System.Security.Cryptography;
using System.Text;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Ingestion;

/// <summary>Takes raw files in: finds out which version of which file has come, and notes it as a batch.</summary>
public sealed class RawData(IArtifactStore artifacts, BatchStore batches, TimeProvider clock)
{
    // With the longest name of a pipeline before it, the id of a run stays within the 100 characters that Durable Functions take.
    private const int ReadableLength = 30;

    /// <summary>Where a raw file is.</summary>
    public static ArtifactPath PathOf(string pipeline, string file) => new(Containers.Raw, $"{pipeline}/{file}");

    /// <summary>Notes the file that is stored at <c>raw/{pipeline}/{file}</c> as a batch.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Gives up; nothing is noted.</param>
    public async Task<Batch> ReceiveAsync(string pipeline, string file, Stream content, CancellationToken cancellationToken)
    {
        var (hash, bytes) = await HashAsync(content, cancellationToken);
        var batch = new Batch(pipeline, BatchId(file, hash), file, hash, bytes, clock.GetUtcNow());
        await batches.AddAsync(batch, cancellationToken);
        await SupersedeAsync(batch, cancellationToken);
        var (received, _) = await batches.ChangeAsync(pipeline, batch.BatchId, Again, cancellationToken);
        return received;

        // What was deleted or written over, and comes again, is new.
        Batch Again(Batch known) => known.State is BatchState.Deleted or BatchState.Superseded
            ? batch with { Times = known.Times + 1 }
            : known;
    }

    /// <summary>The bytes of a batch, exactly those that it was noted for, as a stream that can seek; the caller disposes it.</summary>
    /// <exception cref="PipelineException">The file is gone or was changed since.</exception>
    public async Task<Stream> OpenAsync(Batch batch, CancellationToken cancellationToken)
    {
        var path = PathOf(batch.Pipeline, batch.File);
        var content = await artifacts.OpenAsync(path, cancellationToken)
            ?? throw new PipelineException($"{path}, which batch {batch.BatchId} was made of, is gone.");
        var (hash, _) = await HashAsync(content, cancellationToken);
        if (hash != batch.Hash)
        {
            await content.DisposeAsync();
            throw new PipelineException($"{path} was changed after it came in as batch {batch.BatchId}; raw files are not to be overwritten, give the new data a new name.");
        }

        content.Position = 0;
        return content;
    }

    /// <summary>Of the versions of a file only the one that lies there now can be used, whichever was seen last.</summary>
    private async Task SupersedeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var others = await batches.ListAsync(batch.Pipeline, cancellationToken)
            .Where(other => other.File == batch.File && other.BatchId != batch.BatchId && other.State is (BatchState.Usable or BatchState.Refused))
            .ToListAsync(cancellationToken);
        if (others.Count == 0)
        {
            return;
        }

        await using var content = await artifacts.OpenAsync(PathOf(batch.Pipeline, batch.File), cancellationToken);
        if (content is null || (await HashAsync(content, cancellationToken)).Hash != batch.Hash)
        {
            return;
        }

        foreach (var other in others)
        {
            // A copy that broke off, and was made again, has the bytes that the whole begins with.
            content.Position = 0;
            var isBeginning = other.Bytes < batch.Bytes && (await HashAsync(content, cancellationToken, other.Bytes)).Hash == other.Hash;
            await batches.ChangeAsync(batch.Pipeline, other.BatchId, known => known with
            {
                State = BatchState.Superseded,
                Reason = $"its file {(isBeginning ? "was cut short" : "was written over")}, and is batch {batch.BatchId} now",
                IsBeginning = isBeginning,
                Since = clock.GetUtcNow(),
            }, cancellationToken);
        }
    }

    private static async Task<(string Hash, long Bytes)> HashAsync(Stream content, CancellationToken cancellationToken, long most = long.MaxValue)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        while (await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most - bytes)), cancellationToken) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            bytes += read;
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    private static string BatchId(string file, string hash)
    {
        var stem = Path.GetFileNameWithoutExtension(file).ToLowerInvariant();
        var readable = new string([.. stem.Take(ReadableLength).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file}\n{hash}")));
        return $"{(readable.Length == 0 ? "file" : readable)}-{version[..12]}";
    }
}
