using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using MlFunctions.Ingestion;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Feedback;

/// <summary>
/// Corrected rows as data to learn from, <c>feedback/{pipeline}/sets/{id}.csv</c>: what is known when a run is planned, fixed for all of its stages.
/// A row that was corrected more than once is there once, with the latest truth.
/// </summary>
public sealed class LabelledRows(CorrectionStore corrections, IArtifactStore artifacts, ILogger<LabelledRows> logger)
{
    /// <summary>Fixes what is known now; null where nothing is that can be learned from.</summary>
    public async Task<LabelledSet?> FixAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Task is LearningTask.Clustering or LearningTask.Forecast)
        {
            // Clusters have no truth, and a series has its own in the next file.
            return null;
        }

        var known = new List<KeptCorrection>();
        await foreach (var batch in corrections.ListAsync(definition.Name, cancellationToken))
        {
            known.AddRange(batch.Rows.Values);
        }

        var newest = known.OrderByDescending(row => row.At).ThenByDescending(row => row.Id, StringComparer.Ordinal).DistinctBy(row => row.Features.GetRawText(), StringComparer.Ordinal).ToList();
        var rows = newest.Select(row => LabelledRow.Of(row, definition)).OfType<LabelledRow>().ToList();
        var taken = definition.Retrain.BalanceCorrections ? Balanced(rows, definition) : rows;
        if (taken.Count == 0)
        {
            return null;
        }

        var header = definition.Inputs.Select(input => input.Name).Concat(definition.Targets.Select(target => target.Name)).Select(CsvCell.Of);
        var csv = Encoding.UTF8.GetBytes($"{string.Join(',', header)}\n{string.Concat(taken.Select(row => row.Line).Order(StringComparer.Ordinal))}");
        var set = new LabelledSet(Convert.ToHexStringLower(SHA256.HashData(csv))[..16], taken.Count, rows.Count - taken.Count);
        await artifacts.PutIfAbsentAsync(PathOf(definition.Name, set.Id), new MemoryStream(csv), cancellationToken);
        return set;
    }

    /// <summary>The rows of a set: a column for each input and target of the definition, read as precisely as a table has it. Null where none fits the definition.</summary>
    public async Task<SourceTable?> ReadAsync(PipelineDefinition definition, string id, SourceTable table, CancellationToken cancellationToken)
    {
        var path = PathOf(definition.Name, id);
        var artifact = await artifacts.GetAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        try
        {
            using var content = new MemoryStream(artifact.Content.ToArray());
            return (await CsvReader.ReadAsync(content, path.ToString(), PreciseNumbers.Like(PipelineSchema.OfRows(definition), table), options: null, cancellationToken)).Table;
        }
        catch (CsvException exception)
        {
            logger.CorrectionsUnfit(definition.Name, exception.Message);
            return null;
        }
    }

    // As many of each class, the newest of them; while one has none, all wait.
    private static List<LabelledRow> Balanced(IReadOnlyList<LabelledRow> rows, PipelineDefinition definition)
    {
        var classes = rows.GroupBy(row => row.Target, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        var isEveryClassThere = classes.Count > 1 && classes.Count >= definition.Targets[0].Classes.Count;
        return isEveryClassThere ? [.. classes.SelectMany(group => group.Take(classes.Min(c => c.Count)))] : [];
    }

    private static ArtifactPath PathOf(string pipeline, string id) => new(Containers.Feedback, $"{pipeline}/sets/{id}.csv");
}
