using System.Text.Json.Nodes;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Tests.Preparation;

/// <summary>Fits steps to small tables.</summary>
internal static class Steps
{
    public static TransformDefinition Step(string name, string settings = "{}", params string[] columns) =>
        new(name, columns, (JsonObject)JsonNode.Parse(settings)!);

    public static PreparationFit Fit(SourceTable table, params TransformDefinition[] steps) => Fit(table, null, steps);

    public static PreparationFit Fit(SourceTable table, TrainingTargets? targets, params TransformDefinition[] steps) =>
        FeaturePreparation.Fit(FeaturesOf(table), steps, table, targets);

    /// <summary>Features as the columns of a table suggest: words that hold a space are texts.</summary>
    public static FeatureDefinition[] FeaturesOf(SourceTable table) => [.. table.Columns.Select(column => new FeatureDefinition
    {
        Name = column.Name,
        Optional = true,
        Type = column switch
        {
            NumberColumn => FeatureType.Number,
            PreciseColumn => FeatureType.Instant,
            CategoryColumn words when words.Words.Any(w => w.Contains(' ')) => FeatureType.Text,
            _ => FeatureType.Category,
        },
    })];

    public static SourceTable Numbers(params float[] values) => new([new NumberColumn("x", values)]);

    public static CategoryColumn Words(string name, params string?[] rows)
    {
        var words = rows.OfType<string>().Distinct().ToArray();
        return new CategoryColumn(name, [.. rows.Select(r => Array.IndexOf(words, r))], words);
    }

    public static SourceTable Table(params SourceColumn[] columns) => new(columns);

    /// <summary>The value of each row by the name of its column.</summary>
    public static float[] Column(this PreparationFit fit, string name) =>
        fit.Training.Column(fit.Training.Columns.Select(c => c.Name).ToList().IndexOf(name)).ToArray();

    public static string[] Names(this PreparationFit fit) => [.. fit.Training.Columns.Select(c => c.Name)];
}
