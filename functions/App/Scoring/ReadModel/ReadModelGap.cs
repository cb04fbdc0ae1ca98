using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// Since when scores are kept that the read model may not show, because it was away: <c>scores/read-model.json</c>. Kept where the scores are,
/// so that it outlives the process which noticed.
/// </summary>
public sealed class ReadModelGap(IArtifactStore artifacts)
{
    // A Redis that is killed, or fails over, may come back without what it acknowledged last.
    private static readonly TimeSpan MayBeForgotten = TimeSpan.FromMinutes(1);

    private static readonly ArtifactPath Path = new(Containers.Scores, "read-model.json");

    /// <summary>Notes that something since an instant, or a little before it, is not shown.</summary>
    public async Task OpenAsync(DateTimeOffset since)
    {
        since -= MayBeForgotten;
        while (true)
        {
            var (noted, etag) = await ReadAsync();
            var earliest = noted < since ? noted.Value : since;

            // Written also where nothing changes: a new etag tells whoever is filling the gap that there is more in it.
            if (await artifacts.ReplaceAsync(Path, ArtifactStoreExtensions.ToJson(new Note(earliest)), etag))
            {
                return;
            }
        }
    }

    /// <summary>Since when something is not shown (null: nothing is missing), and the etag of the note.</summary>
    public async Task<(DateTimeOffset? Since, string? ETag)> ReadAsync()
    {
        var (note, etag) = await artifacts.ReadJsonAsync(Path, new Note(Since: null));
        return (note.Since, etag);
    }

    /// <summary>Notes that nothing is missing, unless something was noted after the etag was read.</summary>
    public Task CloseAsync(string? etag) => artifacts.ReplaceAsync(Path, ArtifactStoreExtensions.ToJson(new Note(Since: null)), etag);

    private sealed record Note(DateTimeOffset? Since);
}
