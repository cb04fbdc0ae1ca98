using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>The activity of a run that reads its raw file, sets bad rows aside, and keeps the rest as a feature set.</summary>
public sealed class PrepareFeatures(RawDataPreparation preparation, RunWatch watch)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PrepareFeatures);

    /// <summary>Prepares the features of a run.</summary>
    /// <exception cref="PipelineException">The file cannot be used; the message names file, row and column.</exception>
    [Function(Name)]
    public Task<PreparedFeatures> RunAsync([ActivityTrigger] RunPlan plan, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        watch.DoAsync(durable, plan.RunId, going => preparation.PrepareAsync(plan, going), cancellationToken);
}
