using System.Globalization;
using System.Text.Json.Serialization;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>A feature as rows bring it: checks a value and gives what the transforms start from.</summary>
public sealed record InputFeature
{
    /// <summary>What the level of all other words is called.</summary>
    public const string OtherLevel = "(other)";

    private readonly Dictionary<string, float> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float> _aliases = new(StringComparer.Ordinal);

    public required string Name { get; init; }

    public required FeatureType Type { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool Optional { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Whole { get; init; }

    /// <summary>Whether it is made of earlier rows, which a request that names no entity must say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLookedBack { get; init; }

    /// <summary>
    /// What is taken off every number before it is rounded to single precision, so that values which differ stay apart; 0 where
    /// single precision holds the numbers as they are.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Offset { get; init; }

    /// <summary>Whether all other words are a level of their own, whose code follows those of <see cref="Words"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Other { get; init; }

    /// <summary>How its dates are written; null: in ISO 8601.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Format { get; init; }

    /// <summary>The time zone of its dates that say no offset; null: UTC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Zone { get; init; }

    /// <summary>How its dates are read.</summary>
    [JsonIgnore]
    public InstantForm Instants => field ??= InstantForm.Of(Format, Zone);

    /// <summary>The words in the order of their codes, declared or learned.</summary>
    public IReadOnlyList<string> Words
    {
        get;
        init
        {
            field = value;
            _codes = value.Select((word, code) => (word, code)).ToDictionary(w => w.word, w => (float)w.code, StringComparer.Ordinal);
            _aliases = BooleanWords.Aliases(value).ToDictionary(alias => alias.Key, alias => _codes[alias.Value], StringComparer.Ordinal);
        }
    }

    = [];

    /// <summary>What each code stands for.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Levels => Other ? [.. Words, OtherLevel] : Words;

    /// <summary>What a number or category column holds before any transform.</summary>
    [JsonIgnore]
    public FeatureColumn Column => Type == FeatureType.Category
        ? new FeatureColumn(Name, FeatureKind.Category, Words.Count + (Other ? 1 : 0))
        : new FeatureColumn(Name);

    /// <summary>The feature as defined; its words are those of the table, in order, where none are declared.</summary>
    /// <param name="definition">The feature.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="mayShift">Whether an offset may be taken off: not where steps of the definition's own take the numbers as they are.</param>
    public static InputFeature Fit(FeatureDefinition definition, SourceTable training, bool mayShift = false) => new()
    {
        Name = definition.Name,
        Type = definition.Type,
        Minimum = definition.Minimum,
        Maximum = definition.Maximum,
        Optional = definition.Optional,
        Whole = definition.Whole,
        IsLookedBack = definition.IsLookedBack,
        Offset = mayShift && definition.Type == FeatureType.Number && training.Get(definition.Name) is PreciseColumn precise ? OffsetOf(precise.Values) : 0,
        Other = definition.TakesOther,
        Format = definition.Format,
        Zone = definition.Zone,
        Words = definition.Type == FeatureType.Category && definition.Values.Count == 0
            ? WordOrder.Of((CategoryColumn)training.Get(definition.Name))
            : definition.Values,
    };

    /// <summary>What is wrong with a value; null where nothing is.</summary>
    public FieldFault? Fault(in FeatureValue value) => (Type, value.Kind) switch
    {
        (_, FeatureValueKind.Missing) => Optional ? null : new(Name, FieldFaultKind.Missing, "is required"),
        (FeatureType.Number, FeatureValueKind.Number) => OutOfRange(value),
        (FeatureType.Number, _) => new(Name, FieldFaultKind.WrongType, $"must be a number, not {value}"),
        (FeatureType.Category, _) when TryCode(value, out _) => null,
        (FeatureType.Category, FeatureValueKind.Text) => new(Name, FieldFaultKind.UnknownCategory, $"must be one of {Listed}, not {value}"),
        (FeatureType.Category, _) => new(Name, FieldFaultKind.WrongType, $"must be a text, one of {Listed}, not {value}"),
        (FeatureType.Instant, _) => InstantFault(value),
        (_, FeatureValueKind.Text) => null,
        _ => new(Name, FieldFaultKind.WrongType, $"must be a text, not {value}"),
    };

    /// <summary>Whether a value has a fault here just when it has one there.</summary>
    public bool ChecksLike(InputFeature other) =>
        (Name, Type, Minimum, Maximum, Optional, Whole, Other, Format, Zone) == (other.Name, other.Type, other.Minimum, other.Maximum, other.Optional, other.Whole, other.Other, other.Format, other.Zone)
        && (Other || (Words.Count == other.Words.Count && Words.All(other._codes.ContainsKey)));

    /// <summary>Puts a value where a row holds it; what is unknown or of the wrong type counts as missing.</summary>
    public void Encode(in FeatureValue value, RowBlock row, int place)
    {
        var text = value.Kind == FeatureValueKind.Text ? value.Text : null;
        switch (Type)
        {
            case FeatureType.Number:
                row[place][0] = value.Kind != FeatureValueKind.Number || !float.IsFinite(value.Single) ? float.NaN : Offset == 0 ? value.Single : Shifted(value.Number);
                break;
            case FeatureType.Category:
                row[place][0] = TryCode(value, out var code) ? code : float.NaN;
                break;
            case FeatureType.Instant:
                row.Instants(place)[0] = ReadInstant(value, out var seconds) is null ? seconds : double.NaN;
                break;
            default:
                row.Texts(place)[0] = text;
                break;
        }
    }

    /// <summary>The same for all rows of a table.</summary>
    /// <exception cref="ArgumentException">The table holds the feature as something else.</exception>
    public InputColumn Bind(SourceTable table) => (Type, table.Get(Name)) switch
    {
        (FeatureType.Number, NumberColumn number) => new InputColumn.Number(Offset == 0 ? number.Values : Array.ConvertAll(number.Values, value => Shifted(value))),
        (FeatureType.Number, PreciseColumn number) => new InputColumn.Number(Array.ConvertAll(number.Values, Shifted)),
        (FeatureType.Category, CategoryColumn words) => new InputColumn.Category(words.Codes, [.. words.Words.Select(CodeOf)]),
        (FeatureType.Text, CategoryColumn words) => new InputColumn.Text(words),
        (FeatureType.Instant, PreciseColumn seconds) => new InputColumn.Time(seconds.Values),
        var (_, column) => throw new ArgumentException($"Feature '{Name}' is of type {Type}, but the table holds a {column.GetType().Name}.", nameof(table)),
    };

    private float Shifted(double value) => (float)(value - Offset);

    // The middle, so that both ends are as far as can be from where single precision is coarse.
    private static double OffsetOf(double[] values)
    {
        var present = values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).ToArray();
        return Math.Round((present.Min() / 2) + (present.Max() / 2));
    }

    /// <summary>The code of a value: of its word, of the word that a number is written as, of the word that says yes or no as it does, or of all other words.</summary>
    private bool TryCode(in FeatureValue value, out float code)
    {
        code = 0;
        if (value.Kind == FeatureValueKind.Number)
        {
            Span<char> written = stackalloc char[32];
            return value.Number.TryFormat(written, out var length, "R", CultureInfo.InvariantCulture)
                && (_codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(written[..length], out code) || _aliases.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(written[..length], out code));
        }

        if (value.Text is { } word && (_codes.TryGetValue(word, out code) || _aliases.TryGetValue(word, out code)))
        {
            return true;
        }

        code = Words.Count;
        return Other && value.Kind == FeatureValueKind.Text;
    }

    // The code of a word of a file.
    private float CodeOf(string word) =>
        _codes.TryGetValue(word, out var code) || _aliases.TryGetValue(word, out code) ? code : Other ? Words.Count : float.NaN;

    /// <summary>Reads a date; gives what is wrong with it where it is none, and null otherwise.</summary>
    private string? ReadInstant(in FeatureValue value, out double seconds)
    {
        seconds = double.NaN;
        return value.Kind switch
        {
            FeatureValueKind.Text => Instants.Read(value.Text, out seconds),
            FeatureValueKind.Number when Instants.TakesNumbers => Instants.Read(value.Number.ToString("R", CultureInfo.InvariantCulture), out seconds),
            _ => InstantForm.NoText,
        };
    }

    private FieldFault? InstantFault(in FeatureValue value)
    {
        const string IsNot = "is not ";
        var fault = ReadInstant(value, out _);
        fault = ReferenceEquals(fault, InstantForm.NoText) ? Instants.Expected : fault;
        return fault is null ? null : new(
            Name, FieldFaultKind.WrongType, fault.StartsWith(IsNot, StringComparison.Ordinal) ? $"must be {fault[IsNot.Length..]}, not {value}" : $"{value} {fault}");
    }

    private string Listed => string.Join(", ", Words.Take(10)) + (Words.Count > 10 ? ", …" : "");

    private FieldFault? OutOfRange(in FeatureValue value) =>
        value.Number < Minimum ? new(Name, FieldFaultKind.BelowMinimum, $"must be at least {Minimum}, not {value}") :
        value.Number > Maximum ? new(Name, FieldFaultKind.AboveMaximum, $"must be at most {Maximum}, not {value}") :
        Whole && value.Number != Math.Truncate(value.Number) ? new(Name, FieldFaultKind.WrongType, $"must be a whole number, not {value}") :
        !float.IsFinite(value.Single) ? new(Name, FieldFaultKind.AboveMaximum, $"must be within ±{float.MaxValue}, not {value}") :
        null;
}
