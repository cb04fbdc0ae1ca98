using System.Globalization;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Evaluation;

/// <summary>The rows that models are measured on: the holdout without rows that would be refused online.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Warnings">Which rows were left out, and why.</param>
internal sealed record HoldoutRows(SourceTable Table, IReadOnlyList<string> Warnings)
{
    private const int MostNamed = 100;

    /// <summary>Leaves out rows with a word that no training row has, where the definition rejects such words.</summary>
    public static HoldoutRows Of(PipelineDefinition definition, SourceTable training, SourceTable holdout)
    {
        var kept = Enumerable.Range(0, holdout.Rows);
        var warnings = new List<string>();
        foreach (var feature in definition.Features.Where(feature => feature is { Type: FeatureType.Category, TakesOther: false, Values.Count: 0 }))
        {
            var known = WordsOf((CategoryColumn)training.Get(feature.Name));
            var column = (CategoryColumn)holdout.Get(feature.Name);
            var unseen = kept.Where(row => column.Word(row) is { } word && !known.Contains(word)).ToHashSet();
            if (unseen.Count > 0)
            {
                var named = unseen.Order().Take(MostNamed).Select(row => string.Create(CultureInfo.InvariantCulture, $"row {row + 1} ('{column.Word(row)}')"));
                warnings.Add($"{unseen.Count:N0} of {holdout.Rows:N0} rows of the holdout are not measured on, because no training row has their '{feature.Name}' and the definition rejects such words: {string.Join(", ", named)}{(unseen.Count > MostNamed ? ", …" : "")}.");
                kept = [.. kept.Where(row => !unseen.Contains(row))];
            }
        }

        return warnings.Count == 0 ? new HoldoutRows(holdout, []) : new HoldoutRows(holdout.Take([.. kept]), warnings);
    }

    private static HashSet<string> WordsOf(CategoryColumn column) =>
        [.. column.Codes.Where(code => code != CategoryColumn.Missing).Distinct().Select(code => column.Words[code])];
}
