namespace MlFunctions.Preparation;

/// <summary>Every transform that definitions can name and saved preparations can hold: the one place to register another.</summary>
/// <param name="others">Transforms of one's own.</param>
public sealed class TransformCatalog(IEnumerable<IColumnTransform> others)
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

    private readonly Dictionary<string, IColumnTransform> _others = Distinct(others);

    /// <summary>The program's own.</summary>
    public static TransformCatalog BuiltIn { get; } = new([]);

    /// <summary>The kinds of fitted transforms, each once, as saved preparations refer to them.</summary>
    public static IEnumerable<Type> Types => Entries.Select(e => e.Type).Append(typeof(Outside)).Distinct();

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => Entries.Select(e => e.Name).Concat(_others.Keys).Order(StringComparer.Ordinal);

    /// <summary>Fits a step to the training rows as the steps before it left them; the step is not applied yet.</summary>
    /// <exception cref="PreparationException">The name or a setting is unknown, or the columns do not suit.</exception>
    public Transform Fit(TransformDefinition step, TrainingFrame frame) =>
        Array.Find(Entries, e => e.Name == step.Name) is { } entry ? entry.Fit(step, frame)
            : _others.TryGetValue(step.Name, out var other) ? Outside.Fit(other, step, frame)
            : throw new PreparationException($"There is no transform '{step.Name}'; known are {string.Join(", ", Names)}.");

    /// <summary>The transform of one's own of a name that a saved preparation holds.</summary>
    /// <exception cref="PreparationException">It is not known here.</exception>
    public IColumnTransform Require(string name) => _others.GetValueOrDefault(name)
        ?? throw new PreparationException($"The preparation has a step '{name}', which is not known here; known are {string.Join(", ", Names)}.");

    private static Dictionary<string, IColumnTransform> Distinct(IEnumerable<IColumnTransform> others)
    {
        var byName = new Dictionary<string, IColumnTransform>(StringComparer.Ordinal);
        foreach (var transform in others)
        {
            if (Array.Exists(Entries, e => e.Name == transform.Name) || !byName.TryAdd(transform.Name, transform))
            {
                throw new ArgumentException($"Two transforms are named '{transform.Name}'.", nameof(others));
            }
        }

        return byName;
    }

    private sealed record Entry(string Name, Type Type, Func<TransformDefinition, TrainingFrame, Transform> Fit);
}
