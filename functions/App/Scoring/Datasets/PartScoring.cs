using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// Scores one part of a dataset with the model of its job, which is loaded for as long as jobs need it and released when none has for a while.
/// A row that does not fit has a line that says why, and the others are scored.
/// </summary>
public sealed class PartScoring(IArtifactStore artifacts, DefinitionStore definitions, ServingModels models, ModelVersions versions, ScoringJobStore store, CellText cells)
{
    /// <summary>Scores a part and keeps its scores. Done again, it makes the same.</summary>
    /// <exception cref="PipelineException">The dataset lacks a feature that the model needs.</exception>
    public async Task<ScoredPart> ScoreAsync(PartToScore input, CancellationToken cancellationToken)
    {
        var job = input.Job;
        var model = models.Find(job.Pipeline)?.Find(job.Version) ?? await versions.GetAsync(job.Pipeline, job.Version, cancellationToken);
        var definition = (await definitions.GetAsync(job.Pipeline, cancellationToken)).Definition;
        var options = OptionsOf(definition, input.Form);
        var path = job.PathOfRows();
        var bytes = await ReadAsync(path, input, cancellationToken);

        var table = new ScoreTable(model, cells, withHeader: input.Part.Index == 0);
        var (scores, faults, refusal) = await ScoreAsync(bytes, path, input, model, options, cancellationToken);
        var (rows, read, bad) = (0, 0, 0);
        foreach (var (row, start, _) in CsvRecords.Of(bytes.AsMemory(input.HeaderLength), options.Delimiter, options.Quote))
        {
            var number = input.Part.FirstRow + row;
            rows++;
            if ((refusal ?? faults.GetValueOrDefault(input.HeaderLength + start)) is { } fault)
            {
                table.AddBad(number, fault);
                bad++;
            }
            else if (scores.Faults.GetValueOrDefault(read) is { } reason)
            {
                table.AddBad(number, reason);
                (read, bad) = (read + 1, bad + 1);
            }
            else
            {
                table.Add(number, scores.Outputs.AsSpan(read++ * model.OutputCount, model.OutputCount));
            }
        }

        await store.KeepAsync(job, input.Part.Index, table.ToBytes(), cancellationToken);
        return new ScoredPart(rows, bad);
    }

    private static async Task<(RowScores Scores, Dictionary<long, string> Faults, string? Refusal)> ScoreAsync(
        byte[] bytes, ArtifactPath path, PartToScore input, ServedModel model, CsvOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new MemoryStream(bytes);
            var csv = await CsvReader.ReadAsync(content, path.ToString(), SchemaOf(model), options, cancellationToken);
            var faults = csv.Bad.ToDictionary(bad => bad.Offset, bad => bad.Fault.Column is { } column ? $"{column} {bad.Fault.Fault}" : bad.Fault.Fault);
            return (RowScores.Of(model, csv.Table), faults, null);
        }
        catch (CsvException exception) when (exception.Line > bytes.AsSpan(0, input.HeaderLength).Count((byte)'\n'))
        {
            // No row of the part can be used; what is wrong with the first is said of all.
            return (RowScores.None, [], exception.Fault);
        }
        catch (CsvException exception)
        {
            throw new PipelineException(exception.Message, exception);
        }
    }

    private static CsvOptions OptionsOf(PipelineDefinition definition, DatasetForm? form)
    {
        var options = PipelineSchema.Options(definition) with { MaxFaults = int.MaxValue, Unknown = CsvForm.None };
        return form is null ? options : options with { Delimiter = form.Delimiter, Decimal = form.Decimal, Quote = form.Quote, Names = form.Columns };
    }

    private static CsvSchema SchemaOf(ServedModel model) => new([.. model.Preparation.Inputs.Select(input =>
        new CsvColumn(input.Name, input.Type switch { FeatureType.Number when input.Offset != 0 => CsvColumnKind.PreciseNumber, FeatureType.Number => CsvColumnKind.Number, FeatureType.Instant => CsvColumnKind.Instant, _ => CsvColumnKind.Category })
        {
            Minimum = input.Minimum ?? double.NegativeInfinity,
            Maximum = input.Maximum ?? double.PositiveInfinity,
            Words = input is { Type: FeatureType.Category, Other: false } ? input.Words : [],
            Aliases = BooleanWords.Aliases(input.Words),
            Instants = input.Instants,
            Required = !input.Optional,
        })]);

    // The header, then the part: a small file of its own.
    private async Task<byte[]> ReadAsync(ArtifactPath path, PartToScore input, CancellationToken cancellationToken)
    {
        var bytes = new byte[input.HeaderLength + input.Part.Length];
        var stored = await artifacts.OpenAsync(path, cancellationToken) ?? throw new PipelineException($"There is no dataset {path}.");
        await using var content = await DatasetDivision.OpenAsync(stored, path, input.Form?.Encoding, cancellationToken);
        await content.ReadExactlyAsync(bytes.AsMemory(0, input.HeaderLength), cancellationToken);
        content.Seek(input.Part.Offset, SeekOrigin.Begin);
        await content.ReadExactlyAsync(bytes.AsMemory(input.HeaderLength), cancellationToken);
        return bytes;
    }
}
