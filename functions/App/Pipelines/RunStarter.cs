using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.Ingestion;

namespace MlFunctions.Pipelines;

/// <summary>Starts runs and names them: <c>{pipeline}.{what they are for}</c>, so that a pipeline's runs are found by prefix.</summary>
internal static class RunStarter
{
    /// <summary>What the names of all runs of a pipeline start with. Names of pipelines have no dot, so no other pipeline's do.</summary>
    public static string PrefixOf(string pipeline) => $"{pipeline}.";

    /// <summary>The pipeline of a run; null where no run is named like this.</summary>
    public static string? PipelineOf(string runId) =>
        runId.IndexOf('.', StringComparison.Ordinal) is var dot && dot > 0 && DefinitionRules.PipelineName.IsMatch(runId[..dot]) ? runId[..dot] : null;

    /// <summary>Starts the one run that a batch gets by itself, unless it has been started before.</summary>
    /// <returns>The run's id.</returns>
    public static async Task<string> StartForBatchAsync(DurableTaskClient durable, Batch batch, CancellationToken cancellationToken)
    {
        var runId = PrefixOf(batch.Pipeline) + batch.BatchId;
        return await durable.GetInstanceAsync(runId, cancellationToken) is null
            ? await StartAsync(durable, runId, new RunRequest(batch.Pipeline, batch.BatchId, $"data {RawData.PathOf(batch.Pipeline, batch.File)}"), cancellationToken)
            : runId;
    }

    /// <summary>Starts a run because somebody asked for one.</summary>
    /// <returns>The run's id.</returns>
    public static Task<string> StartOnRequestAsync(DurableTaskClient durable, RunRequest request, CancellationToken cancellationToken) =>
        StartAsync(durable, PrefixOf(request.Pipeline) + Guid.NewGuid().ToString("n"), request, cancellationToken);

    private static Task<string> StartAsync(DurableTaskClient durable, string runId, RunRequest request, CancellationToken cancellationToken) =>
        durable.ScheduleNewOrchestrationInstanceAsync(nameof(RetrainPipeline), request, new StartOrchestrationOptions(runId), cancellationToken);
}
