using System.Text.Json.Serialization;
using MlFunctions.Ingestion;

namespace MlFunctions.Pipelines;

/// <summary>One feature that a row is described by.</summary>
public sealed record FeatureDefinition
{
    /// <summary>The column in files and the member in requests.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required FeatureType Type { get; init; }

    /// <summary>The smallest number accepted; null: no limit.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest number accepted; null: no limit.</summary>
    public double? Maximum { get; init; }

    /// <summary>The words accepted, in the order of their codes; empty: those of the training rows.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What becomes of other words; null: <see cref="UnknownWords.Reject"/> where <see cref="Values"/> declare them, <see cref="UnknownWords.Other"/> where they are learned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UnknownWords? Unknown { get; init; }

    /// <summary>Whether words that training has not seen are a level of their own.</summary>
    [JsonIgnore]
    public bool TakesOther => Type == FeatureType.Category && (Unknown ?? (Values.Count > 0 ? UnknownWords.Reject : UnknownWords.Other)) == UnknownWords.Other;

    /// <summary>Whether its numbers are whole.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether its words say yes and no, in whichever way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBoolean { get; init; }

    /// <summary>How its dates are written, see <see cref="InstantForm"/>; null: in ISO 8601.</summary>
    public string? Format { get; init; }

    /// <summary>The time zone of its dates that say no offset; null: UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether a row may leave it out.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it is made of earlier rows: missing where a series does not reach back so far, but never left out of a request without a word.</summary>
    [JsonIgnore]
    public bool IsLookedBack { get; init; }

    /// <summary>The source whose files bring it; null: the pipeline's own.</summary>
    public string? Source { get; init; }
}
