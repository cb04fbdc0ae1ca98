namespace MlFunctions.Monitoring;

/// <summary>What one version did: in one process since that was started, or in all of them together.</summary>
public sealed record ServedFigures
{
    /// <summary>Nothing yet.</summary>
    public static ServedFigures None { get; } = new();

    /// <summary>How long its answers took.</summary>
    public AnswerTimeFigures Times { get; init; } = AnswerTimeFigures.None;

    /// <summary>How many batches of the queue it scored.</summary>
    public long Batches { get; init; }

    /// <summary>How many rows it scored, of requests and batches.</summary>
    public long Rows { get; init; }

    /// <summary>How many requests it answered in place of another version.</summary>
    public long Fallbacks { get; init; }

    /// <summary>How many requests it was late with.</summary>
    public long Late { get; init; }

    /// <summary>How often it failed.</summary>
    public long Failures { get; init; }

    /// <summary>The features that the training data says anything of.</summary>
    public IReadOnlyList<ColumnFigures> Features { get; init; } = [];

    /// <summary>Classification: how often it predicted each class; empty otherwise.</summary>
    public IReadOnlyDictionary<string, long> Classes { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Numbers: what it predicted, target by target; empty for classes.</summary>
    public IReadOnlyList<NumberFigures> Numbers { get; init; } = [];

    /// <summary>The files of ended processes whose counts are in these; null: they are those of one process.</summary>
    public IReadOnlyList<string>? Of { get; init; }

    /// <summary>Those of two instances together.</summary>
    public ServedFigures Plus(ServedFigures other) => new()
    {
        Times = Times.Plus(other.Times),
        Batches = Batches + other.Batches,
        Rows = Rows + other.Rows,
        Fallbacks = Fallbacks + other.Fallbacks,
        Late = Late + other.Late,
        Failures = Failures + other.Failures,
        Features = Features.Count == 0 ? other.Features : [.. Features.Select(feature => feature.Plus(other.Features.FirstOrDefault(f => f.Name == feature.Name)))],
        Classes = Classes.Concat(other.Classes).GroupBy(label => label.Key, StringComparer.Ordinal).ToDictionary(label => label.Key, label => label.Sum(count => count.Value), StringComparer.Ordinal),
        Numbers = Numbers.Count == 0 ? other.Numbers : [.. Numbers.Select(target => target.Plus(other.Numbers.FirstOrDefault(t => t.Name == target.Name)))],
    };
}
