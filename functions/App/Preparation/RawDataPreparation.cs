using System.Globalization;
using MlFunctions.Events;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Segregation;
using MlFunctions.Training;

namespace MlFunctions.Preparation;

/// <summary>Reads raw files into typed columns, sets bad rows aside, reports on the condition of the rest, and keeps it as a feature set.</summary>
public sealed class RawDataPreparation(
    SourceBatches sources,
    PipelineDataReader reader,
    FixedHoldout holdout,
    RunDefinition definitions,
    BatchConditions conditions,
    BatchCheck check,
    FeatureSetStore featureSets,
    EventPublisher events)
{
    /// <summary>Prepares the data of a run.</summary>
    /// <exception cref="PipelineException">A file cannot be used, or has more bad rows than the definition accepts.</exception>
    public async Task<PreparedFeatures> PrepareAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.Fresh && await featureSets.FindAsync(plan.Pipeline, plan.FeatureSetId, cancellationToken) is { } known)
        {
            return known with { Cached = true };
        }

        var definition = await definitions.GetAsync(plan, cancellationToken);
        var set = await sources.GetAsync(plan.Pipeline, plan.BatchId, plan.Sources, cancellationToken) with { HoldoutHash = plan.HoldoutHash };
        return await PrepareAsync(definition, plan.DefinitionHash, set, cancellationToken);
    }

    /// <summary>Prepares batches that belong together. Done again, it finds what it did before.</summary>
    /// <exception cref="PipelineException">A file cannot be used, or has more bad rows than the definition accepts.</exception>
    public async Task<PreparedFeatures> PrepareAsync(PipelineDefinition definition, string definitionHash, BatchSet set, CancellationToken cancellationToken)
    {
        var earlier = await conditions.CatchUpAsync(definition, set.Main, cancellationToken);
        var featureSetId = FeatureSetId.Of(definition, set);
        await using var data = await ReadAsync(definition, set, featureSetId, cancellationToken);
        var prepared = new List<PreparedBatch>();
        foreach (var batch in data.Batches)
        {
            prepared.Add(await conditions.ReportAsync(definition, featureSetId, batch, cancellationToken));
        }

        foreach (var (batch, looked) in data.Batches.Zip(prepared))
        {
            if (looked.Refusal is { } refusal)
            {
                await check.RefuseAsync(definition, batch.Batch, refusal, cancellationToken, isTold: true);
                throw new UnusableBatchException(batch.Batch, refusal);
            }

            await check.AcceptAsync(definition, batch.Batch, cancellationToken);
        }

        var badRows = data.Batches.Sum(batch => batch.Csv.BadRows);
        var origin = new FeatureSetOrigin(featureSetId, set.Main.BatchId, set.SourceIds, definitionHash, CodeVersion.Current, data.Table.Rows, badRows);
        await featureSets.WriteOriginAsync(definition.Name, origin, cancellationToken);
        var (table, holdoutRows) = await holdout.AppendAsync(definition, data.Table, set.HoldoutHash, cancellationToken);
        await featureSets.WriteAsync(definition.Name, featureSetId, table, cancellationToken);
        await events.PublishAsync(PipelineEventType.FeaturesGenerated, definition.Name, set.Main.BatchId, featureSetId, cancellationToken: cancellationToken);

        foreach (var batch in earlier.Concat(prepared).Where(batch => batch.Drifted.Count > 0))
        {
            await events.PublishAsync(PipelineEventType.DriftDetected, definition.Name, batch.BatchId, batch.BatchId, Listed(batch), cancellationToken: cancellationToken);
        }

        // Last of all, because from here on other runs take it as it is.
        var features = new PreparedFeatures(
            featureSetId,
            data.Table.Rows,
            badRows,
            [
                .. data.Warnings,
                .. prepared.Where(batch => batch.Drifted.Count > 0).Select(batch => $"{batch.BatchId} is not like the batch before it, by population stability index: {Listed(batch)}"),
                .. holdoutRows == 0 ? Array.Empty<string>() : [FixedHoldout.Warning(definition, data.Table.Rows)],
            ])
        {
            HoldoutRows = holdoutRows,
        };
        await featureSets.WriteAsync(definition.Name, features, cancellationToken);
        return features;
    }

    private async Task<PipelineData> ReadAsync(PipelineDefinition definition, BatchSet set, string featureSetId, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(definition, set, cancellationToken);
        }
        catch (UnusableBatchException exception)
        {
            await conditions.RefuseAsync(definition, featureSetId, exception.Batch, exception.Message, isTold: true, cancellationToken);
            throw;
        }
    }

    private static string Listed(PreparedBatch batch) =>
        string.Join(", ", batch.Drifted.OrderByDescending(column => column.Index).Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Column} {column.Index:0.00}")));
}
