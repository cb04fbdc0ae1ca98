using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>Says what the models of a run are made from.</summary>
public sealed class RunLineage(BatchStore batches)
{
    /// <summary>The lineage of a model of a run.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="trainingRows">How many rows it was trained on.</param>
    /// <param name="holdoutRows">How many rows it is tried on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">What was known of the batch is gone.</exception>
    public async Task<ModelLineage> OfAsync(RunPlan plan, int trainingRows, int holdoutRows, CancellationToken cancellationToken)
    {
        var batch = await batches.GetAsync(plan.Pipeline, plan.BatchId, cancellationToken)
            ?? throw new InvalidDataException($"Batch {plan.BatchId} of {plan.Pipeline} is missing.");
        return new ModelLineage(
            plan.RunId,
            plan.FeatureSetId,
            batch.BatchId,
            RawData.PathOf(batch.Pipeline, batch.File).ToString(),
            batch.Hash,
            plan.DefinitionHash,
            CodeVersion.Current,
            trainingRows,
            holdoutRows)
        {
            Corrections = plan.Corrections,
        };
    }
}
