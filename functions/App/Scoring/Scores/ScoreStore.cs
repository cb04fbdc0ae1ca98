using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// Every score, <c>scores/{pipeline}/{date}/{time}-{writer}.jsonl</c>: files that each process appends to in turn, a line for each request or
/// batch. A batch that was delivered twice may have two lines; the first of them is its record.
/// </summary>
public sealed class ScoreStore(IArtifactStore artifacts, TimeProvider clock, ILogger<ScoreStore> logger)
{
    // Read whole, so that a file can be read while it grows; and an append blob takes at most 50,000 blocks.
    private const int FileBytes = 16 << 20;
    private const int FileAppends = 40_000;

    private readonly string _writer = Guid.NewGuid().ToString("n")[..8];
    private readonly ConcurrentDictionary<string, ScoreFile> _files = new(StringComparer.Ordinal);

    /// <summary>Keeps lines, all of them or none.</summary>
    public async Task AppendAsync(string pipeline, IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        var content = lines.Count == 1 ? lines[0] : Joined(lines);
        try
        {
            await artifacts.AppendAsync(Next(pipeline, content.Length), content, cancellationToken);
        }
        catch
        {
            // Part of it may be there; what is kept next begins a file of its own, so that it cannot follow half a line.
            _files.TryRemove(pipeline, out _);
            throw;
        }
    }

    /// <summary>The records of a pipeline, file by file in order of time, each batch once.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="since">Records that were scored on days before it are left out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<ScoreRecord> ReadAsync(string pipeline, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new HashSet<UInt128>();
        var prefix = $"{pipeline}/";
        var first = $"{prefix}{since:yyyy-MM-dd}";
        await foreach (var path in artifacts.ListAsync(Containers.Scores, prefix, cancellationToken))
        {
            if (string.CompareOrdinal(path.Name, first) < 0 || await artifacts.GetAsync(path, cancellationToken) is not { } file)
            {
                continue;
            }

            foreach (var record in Records(file.Content.ToMemory(), path, pipeline))
            {
                if (record.Kind == ScoreKind.Online || seen.Add(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(record.Id.AsSpan()))))
                {
                    yield return record;
                }
            }
        }
    }

    private static byte[] Joined(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        var joined = GC.AllocateUninitializedArray<byte>(lines.Sum(part => part.Length));
        var place = joined.AsSpan();
        foreach (var part in lines)
        {
            part.Span.CopyTo(place);
            place = place[part.Length..];
        }

        return joined;
    }

    // What follows the last line end was being written when the process died, and its messages are delivered again.
    private IEnumerable<ScoreRecord> Records(ReadOnlyMemory<byte> content, ArtifactPath path, string pipeline)
    {
        for (var number = 1; content.Span.IndexOf((byte)'\n') is var end && end >= 0; content = content[(end + 1)..], number++)
        {
            ScoreRecord record;
            try
            {
                record = ScoreRecordFormat.Read(content[..end], pipeline);
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
            {
                logger.ScoreUnreadable(exception, number, path.ToString());
                continue;
            }

            yield return record;
        }
    }

    private ArtifactPath Next(string pipeline, int bytes)
    {
        var now = clock.GetUtcNow();
        var file = _files.AddOrUpdate(
            pipeline,
            _ => new ScoreFile(now, bytes, 1),
            (_, current) => current.Began.UtcDateTime.Date != now.UtcDateTime.Date || current.Appends >= FileAppends || current.Bytes + bytes > FileBytes
                ? new ScoreFile(now, bytes, 1)
                : current with { Bytes = current.Bytes + bytes, Appends = current.Appends + 1 });
        return new ArtifactPath(Containers.Scores, $"{pipeline}/{file.Began:yyyy-MM-dd}/{file.Began:HHmmss.fffffff}-{_writer}.jsonl");
    }

    private sealed record ScoreFile(DateTimeOffset Began, long Bytes, int Appends);
}
