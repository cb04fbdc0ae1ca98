using System.Text.Json;
using MlFunctions.Http;

namespace MlFunctions.Pipelines;

/// <summary>Reads the members of one JSON object and notes every fault with its path, rather than stopping at the first.</summary>
public sealed class JsonObjectReader
{
    private const int LongestValue = 100;

    private readonly JsonElement _element;
    private readonly FaultList<JsonFault> _faults;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private JsonObjectReader(JsonElement element, string path, FaultList<JsonFault> faults)
    {
        _element = element;
        Path = path;
        _faults = faults;
    }

    /// <summary>The path of the object.</summary>
    public string Path { get; }

    /// <summary>A reader of <paramref name="element"/>, or null, with a fault noted, where that is not an object.</summary>
    public static JsonObjectReader? Open(JsonElement element, string path, FaultList<JsonFault> faults)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new JsonObjectReader(element, path, faults);
        }

        faults.Add(new JsonFault(path, $"is {Describe(element)}, expected an object"));
        return null;
    }

    /// <summary>Notes a fault of a member.</summary>
    public void Fault(string member, string message) => _faults.Add(new JsonFault(PathOf(member), message));

    /// <summary>Whether the member is there and not null.</summary>
    public bool Has(string member) => Member(member) is not null;

    /// <summary>What the member is; <see cref="JsonValueKind.Undefined"/> where it is absent or null.</summary>
    public JsonValueKind KindOf(string member) => Member(member)?.ValueKind ?? JsonValueKind.Undefined;

    /// <summary>A text, at most so many characters of it; null where it is absent or wrong.</summary>
    public string? Text(string member, bool required = false, int most = int.MaxValue)
    {
        var value = Member(member, required);
        if (value is null or { ValueKind: JsonValueKind.String })
        {
            var text = value?.GetString();
            if (text is null || text.Length <= most)
            {
                return text;
            }

            Fault(member, $"has {text.Length:N0} characters, expected at most {most:N0}");
            return null;
        }

        Fault(member, $"is {Describe(value.Value)}, expected a text");
        return null;
    }

    /// <summary>A text of one character; null where it is absent or wrong.</summary>
    public char? Character(string member)
    {
        var text = Text(member);
        if (text is { Length: not 1 })
        {
            Fault(member, $"is '{text}', expected one character");
        }

        return text is { Length: 1 } ? text[0] : null;
    }

    /// <summary>A number within limits; null where it is absent or wrong.</summary>
    public double? Number(string member, double minimum = double.MinValue, double maximum = double.MaxValue, bool whole = false)
    {
        if (Member(member) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number >= minimum && number <= maximum && (!whole || number == Math.Truncate(number)))
        {
            return number;
        }

        var range = (minimum, maximum) switch
        {
            (double.MinValue, double.MaxValue) => "",
            (_, double.MaxValue) => $" of at least {minimum}",
            (double.MinValue, _) => $" of at most {maximum}",
            _ => $" from {minimum} to {maximum}",
        };
        Fault(member, $"is {Describe(value)}, expected a {(whole ? "whole " : "")}number{range}");
        return null;
    }

    /// <summary>Yes or no.</summary>
    public bool Flag(string member, bool otherwise)
    {
        var value = Member(member);
        if (value is null or { ValueKind: JsonValueKind.True or JsonValueKind.False })
        {
            return value?.GetBoolean() ?? otherwise;
        }

        Fault(member, $"is {Describe(value.Value)}, expected true or false");
        return otherwise;
    }

    /// <summary>One of the words that <paramref name="choices"/> maps.</summary>
    public T Choice<T>(string member, IReadOnlyDictionary<string, T> choices, T otherwise, bool required = false)
    {
        if (Text(member, required) is not { } text)
        {
            return otherwise;
        }

        if (choices.TryGetValue(text, out var choice))
        {
            return choice;
        }

        Fault(member, $"is '{text}', expected one of {string.Join(", ", choices.Keys)}");
        return otherwise;
    }

    /// <summary>A duration such as <c>00:00:00.050</c>; null where it is absent or wrong.</summary>
    public TimeSpan? Duration(string member)
    {
        if (Text(member) is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParseExact(text, "c", null, out var duration) && duration > TimeSpan.Zero)
        {
            return duration;
        }

        Fault(member, $"is '{text}', expected a duration above zero as hh:mm:ss.fff");
        return null;
    }

    /// <summary>An object; null where it is absent or wrong.</summary>
    public JsonObjectReader? Object(string member) =>
        Member(member) is { } value ? Open(value, PathOf(member), _faults) : null;

    /// <summary>A list whose items <paramref name="read"/> makes; items that are wrong are left out.</summary>
    public IReadOnlyList<T> List<T>(string member, Func<JsonElement, string, T?> read, bool required = false)
        where T : class
    {
        if (Member(member, required) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || (required && value.GetArrayLength() == 0))
        {
            Fault(member, $"is {Describe(value)}, expected a list{(required ? " of at least one" : "")}");
            return [];
        }

        return [.. value.EnumerateArray().Select((item, index) => read(item, $"{PathOf(member)}[{index}]")).OfType<T>()];
    }

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<T> Objects<T>(string member, Func<JsonObjectReader, T?> read, bool required = false)
        where T : class =>
        List(member, (item, path) => Open(item, path, _faults) is { } reader ? read(reader) : null, required);

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string member) => List(member, (item, path) =>
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            return item.GetString();
        }

        _faults.Add(new JsonFault(path, $"is {Describe(item)}, expected a text"));
        return null;
    });

    /// <summary>A list of whole numbers within limits.</summary>
    public IReadOnlyList<int> Numbers(string member, int minimum, int maximum) => [.. List(member, (item, path) =>
    {
        if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= minimum && number <= maximum)
        {
            return (object)number;
        }

        _faults.Add(new JsonFault(path, $"is {Describe(item)}, expected a whole number from {minimum} to {maximum}"));
        return null;
    }).Cast<int>()];

    /// <summary>Every member with its value, for objects whose member names are data.</summary>
    public IEnumerable<(string Name, JsonElement Value)> Members()
    {
        foreach (var member in _element.EnumerateObject())
        {
            _known.Add(member.Name);
            yield return (member.Name, member.Value);
        }
    }

    /// <summary>Notes a fault for each member that nobody asked for; called when all have been read.</summary>
    public void End()
    {
        var known = VisibleText.List(_known);
        var unknown = _element.EnumerateObject().Select(m => m.Name).Where(name => !_known.Contains(name));
        foreach (var name in unknown)
        {
            if (_faults.IsFull)
            {
                _faults.AddMore();
            }
            else
            {
                Fault(name, $"is unknown; known here are {known}");
            }
        }
    }

    /// <summary>A value as an error shows it.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"'{VisibleText.Cut(value.GetString()!, LongestValue)}'",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "an empty list" : "a list",
        _ => VisibleText.Cut(value.GetRawText(), LongestValue),
    };

    private JsonElement? Member(string member, bool required = false)
    {
        _known.Add(member);
        if (_element.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (required)
        {
            Fault(member, "is missing");
        }

        return null;
    }

    private string PathOf(string member) => $"{Path}.{member}";
}
