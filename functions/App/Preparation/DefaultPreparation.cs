using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>What preparation does for a trainer without being told: whatever a definition allows reaches the trainer as it takes it.</summary>
/// <param name="EveryValue">Whether missing values are filled: numbers by their median, categories by their most frequent word.</param>
/// <param name="Scaled">Whether numbers are scaled, which distances and penalties are measured in.</param>
public sealed record DefaultPreparation(bool EveryValue, bool Scaled)
{
    /// <summary>What a trainer needs.</summary>
    public static DefaultPreparation For(ITrainer trainer) => new(trainer.NeedsEveryValue, trainer.NeedsScaling);

    /// <summary>The steps: those of the definition, or without any what is sensible for the features' types and the trainer; and the filling of what they leave missing.</summary>
    /// <param name="features">The features.</param>
    /// <param name="steps">The steps of the definition.</param>
    public IReadOnlyList<TransformDefinition> Steps(IReadOnlyList<FeatureDefinition> features, IReadOnlyList<TransformDefinition> steps) =>
        steps.Count > 0
            ? [.. steps, .. EveryValue && features.Any(feature => feature.Optional) ? Impute([]) : []]
            : [.. Sensible(features)];

    private IEnumerable<TransformDefinition> Sensible(IReadOnlyList<FeatureDefinition> features)
    {
        if (features.Any(feature => feature.Type == FeatureType.Instant))
        {
            yield return new TransformDefinition("date-parts", [], []);
        }

        var missing = features.Where(feature => feature.Optional).SelectMany(Columns).ToArray();
        if (EveryValue && missing.Length > 0)
        {
            yield return Impute(missing)[0];
        }

        var numbers = features.Where(feature => feature.Type != FeatureType.Category).SelectMany(Columns).ToArray();
        if (Scaled && numbers.Length > 0)
        {
            yield return new TransformDefinition("standardise", numbers, []);
        }

        if (features.Any(feature => feature.Type == FeatureType.Text))
        {
            yield return new TransformDefinition("tf-idf", [], []);
        }
    }

    private static TransformDefinition[] Impute(IReadOnlyList<string> columns) => [new TransformDefinition("impute", columns, [])];

    // The columns that a feature has before words of texts are counted.
    private static IEnumerable<string> Columns(FeatureDefinition feature) => feature.Type switch
    {
        FeatureType.Number or FeatureType.Category => [feature.Name],
        FeatureType.Instant => DateParts.DefaultColumns(feature.Name),
        _ => [],
    };
}
