using System.Globalization;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Preparation;

/// <summary>Values of features as texts, which every store can keep, and which are read back to the bit. The empty text is a missing value.</summary>
internal static class FeatureText
{
    /// <summary>The value of a row.</summary>
    public static string Of(SourceColumn column, int row) => column.IsMissing(row) ? "" : column switch
    {
        NumberColumn number => number.Values[row].ToString("R", CultureInfo.InvariantCulture),
        PreciseColumn seconds => Instant.Format(seconds.Values[row]),
        CategoryColumn words => words.Word(row)!,
        _ => throw new NotSupportedException($"Column '{column.Name}' is a {column.GetType().Name}."),
    };

    /// <summary>A value as a request gave it.</summary>
    public static string Of(in FeatureValue value) => value.Kind switch
    {
        FeatureValueKind.Missing => "",
        FeatureValueKind.Number => value.Single.ToString("R", CultureInfo.InvariantCulture),
        _ => value.Text!,
    };

    /// <summary>The value that a text holds.</summary>
    public static FeatureValue Read(string text, FeatureType type) =>
        type == FeatureType.Number && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? FeatureValue.Of(number) : FeatureValue.Of(text);
}
