using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Training;

namespace MlFunctions.Pipelines;

/// <summary>The very last activity of a run: lets the next one of its pipeline begin.</summary>
public sealed class ReleasePipeline(RunStarter runs, TrainingRowsCache rows)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ReleasePipeline);

    /// <summary>Takes the run from its pipeline's queue and starts the one that waited.</summary>
    [Function(Name)]
    public Task RunAsync([ActivityTrigger] EndedRun run, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        rows.Forget(run.Pipeline);
        return runs.ReleaseAsync(durable, run.Pipeline, run.RunId, run.Finished, cancellationToken);
    }
}
