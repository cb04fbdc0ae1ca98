namespace MlFunctions.Preparation;

/// <summary>Every transform that definitions can name and saved preparations can hold: the one place to register another.</summary>
internal static class TransformCatalog
{
    private static readonly Entry[] Entries =
    [
        new("impute", typeof(Impute), Impute.Fit),
    ];

    /// <summary>The names, in order.</summary>
    public static IEnumerable<string> Names => Entries.Select(e => e.Name).Order(StringComparer.Ordinal);

    /// <summary>The fitted type behind each name, as saved preparations refer to them.</summary>
    public static IEnumerable<(string Name, Type Type)> Types => Entries.Select(e => (e.Name, e.Type));

    /// <summary>Fits a step to the training rows as the steps before it left them; the step is not applied yet.</summary>
    /// <exception cref="PreparationException">The name or a setting is unknown, or the columns do not suit.</exception>
    public static Transform Fit(TransformDefinition step, TrainingFrame frame) =>
        Array.Find(Entries, e => e.Name == step.Name) is { } entry
            ? entry.Fit(step, frame)
            : throw new PreparationException($"There is no transform '{step.Name}'; known are {string.Join(", ", Names)}.");

    private sealed record Entry(string Name, Type Type, Func<TransformDefinition, TrainingFrame, Transform> Fit);
}
