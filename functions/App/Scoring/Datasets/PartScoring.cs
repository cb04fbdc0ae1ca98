using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// Scores one part of a dataset with the model of its job, which is loaded for as long as jobs need it and released when none has for a while.
/// A row that does not fit has a line that says why, and the others are scored.
/// </summary>
internal sealed class PartScoring(IArtifactStore artifacts, DefinitionStore definitions, ServingModels models, ModelVersions versions, ScoringJobStore store, CellText cells)
{
    /// <summary>Scores a part and keeps its scores. Done again, it makes the same.</summary>
    /// <exception cref="PipelineException">The dataset lacks a feature that the model needs.</exception>
    public async Task<ScoredPart> ScoreAsync(PartToScore input, CancellationToken cancellationToken)
    {
        var job = input.Job;
        var model = models.Find(job.Pipeline)?.Find(job.Version) ?? await versions.GetAsync(job.Pipeline, job.Version, cancellationToken);
        var definition = (await definitions.GetAsync(job.Pipeline, cancellationToken)).Definition;
        var options = PipelineSchema.Options(definition) with { MaxFaults = int.MaxValue };
        var path = job.PathOfRows();
        var bytes = await ReadAsync(path, input, cancellationToken);

        var table = new ScoreTable(model, cells, withHeader: input.Part.Index == 0);
        var (outputs, faults, refusal) = await ScoreAsync(bytes, path, input, model, options, cancellationToken);
        var (rows, good) = (0, 0);
        foreach (var (row, start, _) in CsvRecords.Of(bytes.AsMemory(input.HeaderLength), options.Delimiter))
        {
            var number = input.Part.FirstRow + row;
            rows++;
            if ((refusal ?? faults.GetValueOrDefault(input.HeaderLength + start)) is { } fault)
            {
                table.AddBad(number, fault);
            }
            else
            {
                table.Add(number, outputs.AsSpan(good++ * model.OutputCount, model.OutputCount));
            }
        }

        await store.KeepAsync(job, input.Part.Index, table.ToBytes(), cancellationToken);
        return new ScoredPart(rows, rows - good);
    }

    private static async Task<(double[] Outputs, Dictionary<long, string> Faults, string? Refusal)> ScoreAsync(
        byte[] bytes, ArtifactPath path, PartToScore input, ServedModel model, CsvOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new MemoryStream(bytes);
            var csv = await CsvReader.ReadAsync(content, path.ToString(), SchemaOf(model), options, cancellationToken);
            var faults = csv.Bad.ToDictionary(bad => bad.Offset, bad => bad.Fault.Column is { } column ? $"{column} {bad.Fault.Fault}" : bad.Fault.Fault);
            return (model.Score(csv.Table), faults, null);
        }
        catch (CsvException exception) when (exception.Line > bytes.AsSpan(0, input.HeaderLength).Count((byte)'\n'))
        {
            // No row of the part can be used; what is wrong with the first is said of all.
            return ([], [], exception.Fault);
        }
        catch (CsvException exception)
        {
            throw new PipelineException(exception.Message, exception);
        }
    }

    private static CsvSchema SchemaOf(ServedModel model) => new([.. model.Preparation.Inputs.Select(input =>
        new CsvColumn(input.Name, input.Type switch { FeatureType.Number => CsvColumnKind.Number, FeatureType.Instant => CsvColumnKind.Instant, _ => CsvColumnKind.Category })
        {
            Minimum = input.Minimum ?? double.NegativeInfinity,
            Maximum = input.Maximum ?? double.PositiveInfinity,
            Words = input.Type == FeatureType.Category ? input.Words : [],
            Required = !input.Optional,
        })]);

    // The header, then the part: a small file of its own.
    private async Task<byte[]> ReadAsync(ArtifactPath path, PartToScore input, CancellationToken cancellationToken)
    {
        var bytes = new byte[input.HeaderLength + input.Part.Length];
        await using var content = await artifacts.OpenAsync(path, cancellationToken) ?? throw new PipelineException($"There is no dataset {path}.");
        await content.ReadExactlyAsync(bytes.AsMemory(0, input.HeaderLength), cancellationToken);
        content.Seek(input.Part.Offset, SeekOrigin.Begin);
        await content.ReadExactlyAsync(bytes.AsMemory(input.HeaderLength), cancellationToken);
        return bytes;
    }
}
