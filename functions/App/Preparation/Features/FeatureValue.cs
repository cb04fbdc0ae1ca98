using System.Runtime.InteropServices;
using System.Text.Json;
using MlFunctions.Ingestion.Csv;

namespace MlFunctions.Preparation;

/// <summary>What a request says of one feature: a number, a text, or nothing.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct FeatureValue
{
    private FeatureValue(FeatureValueKind kind, double number, float single, string? text)
    {
        Kind = kind;
        Number = number;
        Single = single;
        Text = text;
    }

    /// <summary>Nothing.</summary>
    public static FeatureValue Missing { get; }

    public FeatureValueKind Kind { get; }

    /// <summary>The number, for comparison with limits.</summary>
    public double Number { get; }

    /// <summary>The number as features hold it. It is not always the rounded <see cref="Number"/>: that would round twice, and files are read into it directly.</summary>
    public float Single { get; }

    /// <summary>The text.</summary>
    public string? Text { get; }

    /// <summary>A number; NaN is nothing.</summary>
    public static FeatureValue Of(double number) =>
        double.IsNaN(number) ? Missing : new(FeatureValueKind.Number, number, (float)number, null);

    /// <summary>A text; null and the empty text are nothing, as in files.</summary>
    public static FeatureValue Of(string? text) =>
        string.IsNullOrEmpty(text) ? Missing : new(FeatureValueKind.Text, double.NaN, float.NaN, text);

    /// <summary>A JSON value: number, string or null give what they say, anything else a value that fits no feature.</summary>
    public static FeatureValue Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number when CsvNumber.TryParse(JsonMarshal.GetRawUtf8Value(element), out var single, out var number):
                return new(FeatureValueKind.Number, number, single, null);
            case JsonValueKind.String:
                return Of(element.GetString());
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return Missing;
            default:
                return new(FeatureValueKind.Other, double.NaN, float.NaN, element.GetRawText());
        }
    }

    /// <summary>The JSON value that the reader stands on, read whole; as <see cref="Of(JsonElement)"/>.</summary>
    public static FeatureValue Read(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number when CsvNumber.TryParse(json.ValueSpan, out var single, out var number):
                return new(FeatureValueKind.Number, number, single, null);
            case JsonTokenType.String:
                return Of(json.GetString());
            case JsonTokenType.Null:
                return Missing;
            default:
                using (var element = JsonDocument.ParseValue(ref json))
                {
                    return Of(element.RootElement);
                }
        }
    }

    /// <summary>The value as messages show it.</summary>
    public override string ToString() => Kind switch
    {
        FeatureValueKind.Missing => "nothing",
        FeatureValueKind.Number => $"{Number}",
        _ => $"'{(Text!.Length > 60 ? Text[..60] + "…" : Text)}'",
    };
}
