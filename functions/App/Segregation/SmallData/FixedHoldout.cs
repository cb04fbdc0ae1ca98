using System.Security.Cryptography;
using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Segregation;

/// <summary>The rows that models of little data are tried on: <c>holdout/{pipeline}/{file}</c>, a CSV of every input and target, which no run learns from.</summary>
public sealed class FixedHoldout(IArtifactStore artifacts)
{
    /// <summary>Where a file is.</summary>
    public static ArtifactPath PathOf(string pipeline, string file) => new(Containers.Holdout, $"{pipeline}/{file}");

    /// <summary>Says that the rows that came are so few that models are tried on others.</summary>
    public static string Warning(PipelineDefinition definition, int rows) =>
        $"{rows:N0} rows are fewer than {definition.Split.SmallData!.Below:N0}: models are tried on {PathOf(definition.Name, definition.Split.SmallData.Holdout)}";

    /// <summary>SHA-256 of the file that a definition names, hexadecimal; null where it names none, or there is none yet.</summary>
    public async Task<string?> HashAsync(PipelineDefinition definition, CancellationToken cancellationToken) =>
        definition.Split.SmallData is { } smallData && await artifacts.GetAsync(PathOf(definition.Name, smallData.Holdout), cancellationToken) is { } file
            ? HashOf(file)
            : null;

    /// <summary>The rows that are to be divided: those that came, and where they are fewer than the definition's limit, those of the file after them.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="table">The rows that came.</param>
    /// <param name="hash">The hash of the file when it was looked at first; null: there was none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rows, and how many of the last are the file's.</returns>
    /// <exception cref="PipelineException">The file is missing, was changed since, has no rows or a bad one.</exception>
    public async Task<(SourceTable Table, int HoldoutRows)> AppendAsync(PipelineDefinition definition, SourceTable table, string? hash, CancellationToken cancellationToken)
    {
        if (definition.Split.SmallData is not { } smallData || table.Rows >= smallData.Below)
        {
            return (table, 0);
        }

        var held = await ReadAsync(definition, table, hash, cancellationToken);
        return (table.Select(held.Columns.Select(column => column.Name)).Append(held), held.Rows);
    }

    // With the columns that models take and predict.
    private async Task<SourceTable> ReadAsync(PipelineDefinition definition, SourceTable came, string? hash, CancellationToken cancellationToken)
    {
        var path = PathOf(definition.Name, definition.Split.SmallData!.Holdout);
        if (await artifacts.GetAsync(path, cancellationToken) is not { } file)
        {
            throw new PipelineException($"{path}, which models of few rows are tried on ($.split.smallData.holdout), is missing: PUT holdouts/{definition.Name}/{definition.Split.SmallData.Holdout}.");
        }

        if (HashOf(file) != hash)
        {
            throw new PipelineException($"{path} was changed while the run was under way; run it again.");
        }

        try
        {
            using var content = new MemoryStream(file.Content.ToArray());
            var schema = PreciseNumbers.Like(PipelineSchema.OfRows(definition), came);
            var read = await CsvReader.ReadAsync(content, path.ToString(), schema, PipelineSchema.Options(definition, PipelineSchema.OfRows(definition)), cancellationToken);
            return read.BadRows > 0 ? throw new PipelineException($"{path} has {read.BadRows:N0} bad rows, and what models are tried on may have none; the first: {read.Bad[0].Fault}.")
                : read.Table.Rows == 0 ? throw new PipelineException($"{path} has no rows.")
                : read.Table;
        }
        catch (CsvException exception)
        {
            throw new PipelineException(exception.Message, exception);
        }
    }

    private static string HashOf(Artifact file) => Convert.ToHexStringLower(SHA256.HashData(file.Content));
}
