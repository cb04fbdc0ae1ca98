using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>
/// Asks for the runs that the schedules of the definitions are due for. What was missed, because no host ran or storage was away,
/// is asked for once, however often it was due.
/// </summary>
public sealed class RetrainSchedules(
    DefinitionStore definitions, RunStarter runs, IArtifactStore artifacts, TimeProvider clock, IConfiguration configuration, ILogger<RetrainSchedules> logger)
{
    // As the host's own timers: the hours of a schedule are of this zone.
    private const string ZoneSetting = "WEBSITE_TIME_ZONE";

    /// <summary>Looks at every pipeline: at its schedule, and whether the run at the head of its queue is under way.</summary>
    /// <exception cref="AggregateException">What went wrong with some of them; the others have been looked at.</exception>
    public async Task LookAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var pipeline in await definitions.NamesAsync(cancellationToken))
        {
            try
            {
                await LookAsync(durable, pipeline, cancellationToken);
                await runs.KeepGoingAsync(durable, pipeline, cancellationToken);
            }
            catch (DefinitionException exception)
            {
                // Its next run will fail and say so; the schedules of others go on.
                logger.DefinitionFaulty(pipeline, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("The schedules of some pipelines could not be looked at.", failures);
        }
    }

    private async Task LookAsync(DurableTaskClient durable, string pipeline, CancellationToken cancellationToken)
    {
        if ((await definitions.FindAsync(pipeline, cancellationToken))?.Definition.Retrain.Schedule is not { } expression)
        {
            return;
        }

        var path = new ArtifactPath(Containers.Runs, $"{pipeline}/schedule.json");
        var state = await artifacts.GetJsonAsync<ScheduleState>(path, cancellationToken);
        var now = clock.GetUtcNow();
        if (state?.Expression != expression)
        {
            await artifacts.PutJsonAsync(path, new ScheduleState(expression, now), cancellationToken);
            return;
        }

        var due = new RetrainSchedule(expression, Zone()).NextAfter(state.Until);
        if (due > now)
        {
            return;
        }

        // Dead before the state is written, the next look asks for the same key again, which is no second run.
        var key = string.Create(CultureInfo.InvariantCulture, $"schedule/{due.UtcDateTime:yyyy-MM-ddTHH-mm-ss}");
        await runs.RequestAsync(durable, new RunRequest(pipeline, RunTrigger.Schedule, expression, $"schedule {expression}") { Key = key }, cancellationToken);
        await artifacts.PutJsonAsync(path, new ScheduleState(expression, now), cancellationToken);
    }

    private TimeZoneInfo Zone() => configuration[ZoneSetting] switch
    {
        null or "" => TimeZoneInfo.Utc,
        var id when TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) => zone,
        var id => throw new InvalidOperationException($"{ZoneSetting} is '{id}', which is no time zone of this machine; expected one such as Europe/Berlin."),
    };
}
