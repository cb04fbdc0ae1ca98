using System.Security.Cryptography;
using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Segregation;

/// <summary>The rows that models of little data are tried on: <c>holdout/{pipeline}/{file}</c>, a CSV of every input and target, which no run learns from.</summary>
internal sealed class FixedHoldout(IArtifactStore artifacts)
{
    /// <summary>Where a file is.</summary>
    public static ArtifactPath PathOf(string pipeline, string file) => new(Containers.Holdout, $"{pipeline}/{file}");

    /// <summary>SHA-256 of the file that a definition names, hexadecimal; null where it names none, or there is none yet.</summary>
    public async Task<string?> HashAsync(PipelineDefinition definition, CancellationToken cancellationToken) =>
        definition.Split.SmallData is { } smallData && await artifacts.GetAsync(PathOf(definition.Name, smallData.Holdout), cancellationToken) is { } file
            ? HashOf(file)
            : null;

    /// <summary>The rows of the file that a definition names, with the columns that models take and predict.</summary>
    /// <param name="definition">The pipeline; it names a file.</param>
    /// <param name="hash">The hash of the file when the run was planned; null: there was none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">The file is missing, was changed since, has no rows or a bad one.</exception>
    public async Task<SourceTable> ReadAsync(PipelineDefinition definition, string? hash, CancellationToken cancellationToken)
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
            var read = await CsvReader.ReadAsync(content, path.ToString(), PipelineSchema.OfRows(definition), PipelineSchema.Options(definition), cancellationToken);
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
