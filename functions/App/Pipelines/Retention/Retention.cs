using System.Globalization;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Deletes what is older than the <c>retention</c> of its pipeline allows: whole days, <c>{container}/{pipeline}/{date}/…</c>.</summary>
public sealed class Retention(DefinitionStore definitions, IArtifactStore artifacts, TimeProvider clock, ILogger<Retention> logger)
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Looks at every pipeline; one whose definition cannot be read keeps everything.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            try
            {
                if (await definitions.FindAsync(pipeline, cancellationToken) is { Definition.Retention: { } retention })
                {
                    await PurgeAsync(pipeline, retention, cancellationToken);
                }
            }
            catch (DefinitionException exception)
            {
                logger.DefinitionFaulty(pipeline, exception.Message);
            }
        }
    }

    private async Task PurgeAsync(string pipeline, RetentionDefinition retention, CancellationToken cancellationToken)
    {
        foreach (var (container, days) in new[] { (Containers.Scores, retention.Scores), (Containers.Records, retention.Records), (Containers.Audit, retention.Audit) })
        {
            if (days is not { } kept)
            {
                continue;
            }

            var first = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-kept);
            var expired = await artifacts.ListAsync(container, $"{pipeline}/", cancellationToken).Where(path => DateOf(path) < first).ToListAsync(cancellationToken);
            foreach (var path in expired)
            {
                await artifacts.DeleteAsync(path, cancellationToken);
            }

            if (expired.Count > 0)
            {
                logger.Expired(pipeline, expired.Count, container, kept);
            }
        }
    }

    private static DateOnly? DateOf(ArtifactPath path) =>
        path.Name.Split('/') is [_, var date, _, ..] && DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
