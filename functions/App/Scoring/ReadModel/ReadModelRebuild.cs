using Microsoft.Extensions.Logging;
using MlFunctions.Pipelines;

namespace MlFunctions.Scoring;

/// <summary>Builds the read model from the score store. What it shows already stays as it is, so this can be done at any time and by several at once.</summary>
public sealed class ReadModelRebuild(
    IReadModel readModel, ReadModelGap gap, ScoreStore scores, DefinitionStore definitions, ReadModelLimits limits, TimeProvider clock, ILogger<ReadModelRebuild> logger)
{
    private const int ShownAtOnce = 500;

    /// <summary>Builds all of it.</summary>
    /// <exception cref="ReadModelAwayException">It is away.</exception>
    public async Task AllAsync(CancellationToken cancellationToken)
    {
        var (_, etag) = await gap.ReadAsync();
        var build = await readModel.BeginBuildAsync();
        await SinceAsync(clock.GetUtcNow() - limits.TimeToLive, cancellationToken);
        await readModel.MarkCompleteAsync(build);
        await gap.CloseAsync(etag);
    }

    /// <summary>Shows what was kept while the read model was away, if it was.</summary>
    /// <exception cref="ReadModelAwayException">It is away.</exception>
    public async Task MissingAsync(CancellationToken cancellationToken)
    {
        if (await gap.ReadAsync() is ({ } since, { } etag))
        {
            await SinceAsync(since, cancellationToken);
            await gap.CloseAsync(etag);
        }
    }

    private async Task SinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var shown = 0;
        var part = new List<BatchEntry>(ShownAtOnce);
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            await foreach (var record in scores.ReadAsync(pipeline, since, cancellationToken))
            {
                if (record.Kind == ScoreKind.Queue && record.Created >= since)
                {
                    part.Add(new BatchEntry(pipeline, record.Id, record.Created, record.View, record.Features));
                }

                if (part.Count == ShownAtOnce)
                {
                    await ShowAsync();
                }
            }
        }

        await ShowAsync();
        logger.ReadModelRebuilt(since, shown);

        async Task ShowAsync()
        {
            if (part.Count > 0)
            {
                await readModel.ShowAsync(part);
                shown += part.Count;
                part.Clear();
            }
        }
    }
}
