using System.Collections.Concurrent;
using System.Globalization;
using MlFunctions.Storage;

namespace MlFunctions.Monitoring;

/// <summary>
/// Keeps what versions did, <c>monitoring/{pipeline}/served/{version}/{instance}.json</c>: each process writes its own counts whole, so that
/// none is counted twice, and those of all are added up when they are asked for.
/// </summary>
public sealed class ServedFiguresStore(IArtifactStore artifacts)
{
    private const int ReadAtOnce = 16;
    private const int MostFiles = 8;

    /// <summary>Keeps what a version has done in a process so far.</summary>
    public Task PutAsync(string pipeline, int version, string instance, ServedFigures figures, CancellationToken cancellationToken) =>
        artifacts.PutJsonAsync(new ArtifactPath(Containers.Monitoring, $"{Prefix(pipeline)}{version}/{instance}.json"), figures, cancellationToken);

    /// <summary>By version, what it did in all processes together, as far as they have written it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="without">The process that is left out; null: none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<int, ServedFigures>> SumAsync(string pipeline, string? without, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<int, ServedFigures>();
        foreach (var version in (await ReadAsync(pipeline, cancellationToken)).GroupBy(file => file.Version))
        {
            sums[version.Key] = Sum(version.Where(file => file.Name != $"{without}.json"));
        }

        return sums;
    }

    /// <summary>
    /// Adds up what ended processes have left, a file each, into one file a version, so that there are not more with every start. Where one
    /// process at a time works on the store, all others have ended.
    /// </summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="instance">This process, which writes its own file.</param>
    /// <param name="cancellationToken">Gives up; nothing is counted twice.</param>
    public async Task CompactAsync(string pipeline, string instance, CancellationToken cancellationToken)
    {
        foreach (var version in (await ReadAsync(pipeline, cancellationToken)).Where(file => file.Name != $"{instance}.json").GroupBy(file => file.Version))
        {
            var ended = version.ToList();
            if (ended.Count <= MostFiles)
            {
                continue;
            }

            // The sum names those that are in it, so that until they are gone they count once.
            var sum = Sum(ended) with { Of = [.. ended.Select(file => file.Name)] };
            await PutAsync(pipeline, version.Key, $"ended-{Guid.NewGuid():n}", sum, cancellationToken);
            foreach (var file in ended)
            {
                await artifacts.DeleteAsync(new ArtifactPath(Containers.Monitoring, $"{Prefix(pipeline)}{version.Key}/{file.Name}"), cancellationToken);
            }
        }
    }

    private static ServedFigures Sum(IEnumerable<FigureFile> files)
    {
        var all = files.ToList();
        var counted = all.SelectMany(file => file.Figures.Of ?? []).ToHashSet(StringComparer.Ordinal);
        return all.Where(file => !counted.Contains(file.Name)).Aggregate(ServedFigures.None, (sum, file) => sum.Plus(file.Figures));
    }

    private async Task<IReadOnlyCollection<FigureFile>> ReadAsync(string pipeline, CancellationToken cancellationToken)
    {
        var files = new ConcurrentBag<FigureFile>();
        await Parallel.ForEachAsync(
            artifacts.ListAsync(Containers.Monitoring, Prefix(pipeline), cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken },
            async (path, cancelled) =>
            {
                if (path.Name[Prefix(pipeline).Length..].Split('/') is [var number, var file]
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                    && await artifacts.GetJsonAsync<ServedFigures>(path, cancelled) is { } figures)
                {
                    files.Add(new FigureFile(version, file, figures));
                }
            });
        return files;
    }

    private static string Prefix(string pipeline) => $"{pipeline}/served/";

    private sealed record FigureFile(int Version, string Name, ServedFigures Figures);
}
