using System.Text.Json.Serialization;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>A feature as rows bring it: checks a value and gives the float that the transforms start from.</summary>
internal sealed record InputFeature
{
    private readonly Dictionary<string, float> _codes = new(StringComparer.Ordinal);

    public required string Name { get; init; }

    public required FeatureType Type { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool Optional { get; init; }

    /// <summary>The words in the order of their codes, declared or learned.</summary>
    public IReadOnlyList<string> Words
    {
        get;
        init
        {
            field = value;
            _codes = value.Select((word, code) => (word, code)).ToDictionary(w => w.word, w => (float)w.code, StringComparer.Ordinal);
        }
    }

    = [];

    /// <summary>What the column holds before any transform.</summary>
    [JsonIgnore]
    public FeatureColumn Column => Type == FeatureType.Category
        ? new FeatureColumn(Name, FeatureKind.Category, Words.Count)
        : new FeatureColumn(Name);

    /// <summary>The feature as defined; its words are those of the table, in ordinal order, where none are declared.</summary>
    public static InputFeature Fit(FeatureDefinition definition, SourceTable training) => new()
    {
        Name = definition.Name,
        Type = definition.Type,
        Minimum = definition.Minimum,
        Maximum = definition.Maximum,
        Optional = definition.Optional,
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
        (FeatureType.Category, FeatureValueKind.Text) when _codes.ContainsKey(value.Text!) => null,
        (FeatureType.Category, FeatureValueKind.Text) => new(Name, FieldFaultKind.UnknownCategory, $"must be one of {Listed}, not {value}"),
        _ => new(Name, FieldFaultKind.WrongType, $"must be a text, one of {Listed}, not {value}"),
    };

    /// <summary>The value as a float: the number or the word's code; NaN where it is missing, unknown or of the wrong type.</summary>
    public float Encode(in FeatureValue value) => Type switch
    {
        FeatureType.Number => value.Kind == FeatureValueKind.Number && float.IsFinite(value.Single) ? value.Single : float.NaN,
        _ => value.Kind == FeatureValueKind.Text && _codes.TryGetValue(value.Text!, out var code) ? code : float.NaN,
    };

    /// <summary>The same for all rows of a table.</summary>
    /// <exception cref="ArgumentException">The table holds the feature as something else.</exception>
    public InputColumn Bind(SourceTable table) => table.Get(Name) switch
    {
        NumberColumn number when Type == FeatureType.Number => new InputColumn(number.Values, [], []),
        CategoryColumn category when Type == FeatureType.Category => new InputColumn(
            [], category.Codes, [.. category.Words.Select(word => _codes.TryGetValue(word, out var code) ? code : float.NaN)]),
        var other => throw new ArgumentException($"Feature '{Name}' is a {Type}, but the table holds a {other.GetType().Name}.", nameof(table)),
    };

    private string Listed => string.Join(", ", Words.Take(10)) + (Words.Count > 10 ? ", …" : "");

    private FieldFault? OutOfRange(in FeatureValue value) =>
        value.Number < Minimum ? new(Name, FieldFaultKind.BelowMinimum, $"must be at least {Minimum}, not {value}") :
        value.Number > Maximum ? new(Name, FieldFaultKind.AboveMaximum, $"must be at most {Maximum}, not {value}") :
        !float.IsFinite(value.Single) ? new(Name, FieldFaultKind.AboveMaximum, $"must be within ±{float.MaxValue}, not {value}") :
        null;
}
