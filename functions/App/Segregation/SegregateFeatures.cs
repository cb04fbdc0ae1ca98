using Microsoft.Azure.Functions.Worker;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>The activity of a run that sets the holdout apart.</summary>
public sealed class SegregateFeatures(FeatureSegregation segregation, RunDefinition definitions, BatchStore batches, BatchCheck check)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(SegregateFeatures);

    /// <summary>Splits the feature set of a run.</summary>
    /// <exception cref="PipelineException">There are too few rows to have both sides.</exception>
    [Function(Name)]
    public async Task<SegregatedFeatures> RunAsync([ActivityTrigger] FeaturesToSegregate input, CancellationToken cancellationToken)
    {
        var plan = input.Plan;
        try
        {
            return await segregation.SplitAsync(plan, input.Features, cancellationToken);
        }
        catch (PipelineException exception)
        {
            // The run tells of it; later ones work from the newest rows that can be divided.
            if (await batches.GetAsync(plan.Pipeline, plan.BatchId, cancellationToken) is { } batch)
            {
                await check.RefuseAsync(await definitions.GetAsync(plan, cancellationToken), batch, exception.Message, cancellationToken, isTold: true);
            }

            throw;
        }
    }
}
