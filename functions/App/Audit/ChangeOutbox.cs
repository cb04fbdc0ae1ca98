using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage;

namespace MlFunctions.Audit;

/// <summary>
/// Notes each change before it is made, <c>audit/_pending/{process}/{occurrence}.json</c>, and takes the note away once the audit has its
/// entry. A note that a dead process left is a change that may have been made and that nobody was told of: it gets its entry then, which says so.
/// </summary>
internal sealed class ChangeOutbox(IArtifactStore artifacts, AuditLog log, TimeProvider clock, ILogger<ChangeOutbox> logger) : BackgroundService
{
    private const string Unknown = "The app ended before it was known whether this was done; look at what it is about.";

    // One process at a time works on a folder, so that notes of others are of dead ones; on a shared account another may be at it still.
    private static readonly TimeSpan LongestChange = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly string _process = Guid.NewGuid().ToString("n");

    /// <summary>Notes a change that is about to be made.</summary>
    public Task BeginAsync(PendingChange change, CancellationToken cancellationToken) => artifacts.PutJsonAsync(PathOf(change), change, cancellationToken);

    /// <summary>Keeps the entry of a change that was made; it is kept even where the client has gone meanwhile.</summary>
    /// <param name="change">The change.</param>
    /// <param name="detail">More of what was done, in a few words; null: nothing more.</param>
    public async Task DoneAsync(PendingChange change, string? detail)
    {
        await RecordAsync(change, detail, CancellationToken.None);
        await artifacts.DeleteAsync(PathOf(change), CancellationToken.None);
    }

    /// <summary>Forgets a change that was refused.</summary>
    public Task RefusedAsync(PendingChange change) => artifacts.DeleteAsync(PathOf(change), CancellationToken.None);

    /// <summary>Makes up for what dead processes have left.</summary>
    public async Task MakeUpAsync(CancellationToken cancellationToken)
    {
        await foreach (var path in artifacts.ListAsync(Containers.Audit, AuditLog.Pending, cancellationToken))
        {
            if (path.Name.StartsWith($"{AuditLog.Pending}{_process}/", StringComparison.Ordinal)
                || await artifacts.GetJsonAsync<PendingChange>(path, cancellationToken) is not { } change
                || (artifacts is not FolderArtifactStore && clock.GetUtcNow() - change.At < LongestChange))
            {
                continue;
            }

            await RecordAsync(change, Unknown, cancellationToken);
            await artifacts.DeleteAsync(path, cancellationToken);
            logger.ChangeMadeUpFor(change.Action, change.Subject, change.By);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await MakeUpAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ChangesNotMadeUpFor(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task RecordAsync(PendingChange change, string? detail, CancellationToken cancellationToken) =>
        log.RecordAsync(change.Occurrence, change.At, change.Pipeline, change.By, change.Action, change.Subject, detail, cancellationToken);

    private ArtifactPath PathOf(PendingChange change) => new(Containers.Audit, $"{AuditLog.Pending}{_process}/{change.Occurrence}.json");
}
