using System.Globalization;

namespace MlFunctions.LocalHost.Messaging;

/// <summary>Keeps the app's own properties with their types, as text behind a letter for the type.</summary>
internal static class ApplicationPropertyCodec
{
    /// <exception cref="ArgumentException">A value is of a type that no message can carry.</exception>
    public static Dictionary<string, string> Encode(IEnumerable<KeyValuePair<string, object>> properties) => properties.ToDictionary(
        property => property.Key,
        property => property.Value switch
        {
            string text => "s" + text,
            bool flag => flag ? "b1" : "b0",
            int number => string.Create(CultureInfo.InvariantCulture, $"i{number}"),
            long number => string.Create(CultureInfo.InvariantCulture, $"l{number}"),
            double number => string.Create(CultureInfo.InvariantCulture, $"d{number:R}"),
            decimal number => string.Create(CultureInfo.InvariantCulture, $"m{number}"),
            Guid id => $"g{id:N}",
            DateTime time => string.Create(CultureInfo.InvariantCulture, $"t{time:O}"),
            DateTimeOffset time => string.Create(CultureInfo.InvariantCulture, $"o{time:O}"),
            var other => throw new ArgumentException(
                $"Application property '{property.Key}' is a {other?.GetType().Name ?? "null"}; a message carries text, numbers, booleans, ids and times."),
        },
        StringComparer.Ordinal);

    public static Dictionary<string, object> Decode(IReadOnlyDictionary<string, string>? properties) =>
        properties?.ToDictionary(property => property.Key, property => Decode(property.Value), StringComparer.Ordinal) ?? [];

    private static object Decode(string encoded)
    {
        var text = encoded[1..];
        return encoded[0] switch
        {
            's' => text,
            'b' => text == "1",
            'i' => int.Parse(text, CultureInfo.InvariantCulture),
            'l' => long.Parse(text, CultureInfo.InvariantCulture),
            'd' => double.Parse(text, CultureInfo.InvariantCulture),
            'm' => decimal.Parse(text, CultureInfo.InvariantCulture),
            'g' => Guid.Parse(text),
            't' => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            'o' => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
            var letter => throw new FormatException($"'{letter}' stands for no type of property."),
        };
    }
}
