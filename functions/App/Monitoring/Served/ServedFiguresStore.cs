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
        await Parallel.ForEachAsync(
            artifacts.ListAsync(Containers.Monitoring, Prefix(pipeline), cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken },
            async (path, cancelled) =>
            {
                if (path.Name[Prefix(pipeline).Length..].Split('/') is [var number, var file] && file != $"{without}.json"
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                {
                    var figures = await artifacts.RequireJsonAsync<ServedFigures>(path, cancelled);
                    lock (sums)
                    {
                        sums[version] = sums.GetValueOrDefault(version, ServedFigures.None).Plus(figures);
                    }
                }
            });
        return sums;
    }

    private static string Prefix(string pipeline) => $"{pipeline}/served/";
}
