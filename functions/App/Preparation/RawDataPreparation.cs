using System.Security.Cryptography;
using System.Text;
using MlFunctions.Events;
using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;
using MlFunctions.Training;

namespace MlFunctions.Preparation;

/// <summary>Reads a raw file into typed columns, sets bad rows aside, reports on the condition of the rest, and keeps it as a feature set.</summary>
internal sealed class RawDataPreparation(BatchStore batches, RawData rawData, RunDefinition definitions, FeatureSetStore featureSets, EventPublisher events)
{
    /// <summary>Prepares the data of a run.</summary>
    /// <exception cref="PipelineException">The file cannot be used, or has more bad rows than the definition accepts.</exception>
    public async Task<PreparedFeatures> PrepareAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var definition = await definitions.GetAsync(plan, cancellationToken);
        var batch = await batches.GetAsync(plan.Pipeline, plan.BatchId, cancellationToken)
            ?? throw new PipelineException($"Pipeline '{plan.Pipeline}' has no batch '{plan.BatchId}'.");

        var csv = await ReadAsync(batch, definition, cancellationToken);
        var report = ConditionReport.Of(csv);
        var featureSetId = IdOf(batch, plan);
        await featureSets.WriteOriginAsync(
            plan.Pipeline, new FeatureSetOrigin(featureSetId, plan.BatchId, plan.DefinitionHash, CodeVersion.Current, csv.Table.Rows, csv.BadRows), cancellationToken);
        await featureSets.WriteAsync(plan.Pipeline, featureSetId, csv.Table, report, cancellationToken);
        RefuseTooManyBadRows(batch, csv, definition);
        await events.PublishAsync(PipelineEventType.FeaturesGenerated, plan.Pipeline, plan.BatchId, featureSetId, cancellationToken: cancellationToken);
        return new PreparedFeatures(featureSetId, csv.Table.Rows, csv.BadRows, Warnings(csv));
    }

    /// <summary>Reads a batch into typed columns.</summary>
    /// <exception cref="PipelineException">The file cannot be used at all.</exception>
    public async Task<CsvResult> ReadAsync(Batch batch, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        await using var content = await rawData.OpenAsync(batch, cancellationToken);
        try
        {
            return await CsvReader.ReadAsync(content, RawData.PathOf(batch.Pipeline, batch.File).ToString(), PipelineSchema.Of(definition), PipelineSchema.Options(definition), cancellationToken);
        }
        catch (CsvException exception)
        {
            throw new PipelineException(exception.Message, exception);
        }
    }

    private static string IdOf(Batch batch, RunPlan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{batch.Hash}\n{plan.DefinitionHash}\n{CodeVersion.Current}")))[..16];

    private static void RefuseTooManyBadRows(Batch batch, CsvResult csv, PipelineDefinition definition)
    {
        var rows = csv.Table.Rows + csv.BadRows;
        if (csv.BadRows > definition.Ingestion.MaxBadRows * rows)
        {
            throw new PipelineException(
                $"{RawData.PathOf(batch.Pipeline, batch.File)}: {csv.BadRows:N0} of {rows:N0} rows are bad, more than the {definition.Ingestion.MaxBadRows:P0} that the definition accepts ($.ingestion.maxBadRows); the first: {csv.Faults[0]}.");
        }
    }

    private static List<string> Warnings(CsvResult csv)
    {
        var warnings = new List<string>();
        if (csv.BadRows > 0)
        {
            warnings.Add($"{csv.BadRows:N0} bad rows were quarantined; the first: {csv.Faults[0]}");
        }

        if (csv.ExtraColumns.Count > 0)
        {
            warnings.Add($"columns that the definition does not name were ignored: {string.Join(", ", csv.ExtraColumns)}");
        }

        return warnings;
    }
}
