namespace MlFunctions.Preparation;

/// <summary>Every transform that definitions can name and saved preparations can hold: the one place to register another.</summary>
internal static class TransformCatalog
{
    private static readonly Entry[] Entries =
    [
        new("impute", typeof(Impute), Impute.Fit),
        new("standardise", typeof(Scale), Standardise.Fit),
        new("min-max", typeof(Scale), MinMax.Fit),
        new("robust", typeof(Scale), Robust.Fit),
        new("log", typeof(Log), Log.Fit),
        new("clip", typeof(Clip), Clip.Fit),
        new("bins", typeof(Bins), Bins.Fit),
        new("one-hot", typeof(OneHot), OneHot.Fit),
        new("ordinal", typeof(Ordinal), Ordinal.Fit),
        new("target-encoding", typeof(TargetMean), TargetMean.Fit),
        new("hashing", typeof(Hashing), Hashing.Fit),
        new("n-grams", typeof(TermCounts), (step, frame) => TermCounts.Fit(step, frame, weighted: false)),
        new("tf-idf", typeof(TermCounts), (step, frame) => TermCounts.Fit(step, frame, weighted: true)),
        new("date-parts", typeof(DateParts), DateParts.Fit),
        new("polynomial", typeof(Polynomial), Polynomial.Fit),
        new("select", typeof(Selection), Selection.Fit),
    ];

    /// <summary>The names, in order.</summary>
    public static IEnumerable<string> Names => Entries.Select(e => e.Name).Order(StringComparer.Ordinal);

    /// <summary>The kinds of fitted transforms, each once, as saved preparations refer to them.</summary>
    public static IEnumerable<Type> Types => Entries.Select(e => e.Type).Distinct();

    /// <summary>Fits a step to the training rows as the steps before it left them; the step is not applied yet.</summary>
    /// <exception cref="PreparationException">The name or a setting is unknown, or the columns do not suit.</exception>
    public static Transform Fit(TransformDefinition step, TrainingFrame frame) =>
        Array.Find(Entries, e => e.Name == step.Name) is { } entry
            ? entry.Fit(step, frame)
            : throw new PreparationException($"There is no transform '{step.Name}'; known are {string.Join(", ", Names)}.");

    private sealed record Entry(string Name, Type Type, Func<TransformDefinition, TrainingFrame, Transform> Fit);
}
