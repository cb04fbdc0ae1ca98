using System.Text.Json;
using MlFunctions.Http;
using MlFunctions.Preparation;

namespace MlFunctions.Scoring;

/// <summary>Reads the rows of a request straight from its bytes and checks every field of them.</summary>
internal ref struct PredictionReader
{
    /// <summary>The most rows that one request may have; larger jobs are for batch scoring.</summary>
    public const int MaximumRows = 10_000;

    private const string FeaturesMember = "features";
    private const string Shapes = "a row as an object, rows as an array of objects, or {\"features\": [[…]]}";

    private readonly FeaturePreparation _preparation;
    private readonly IReadOnlyList<InputFeature> _inputs;
    private readonly List<FeatureValue> _values = [];
    private readonly bool[] _given;
    private readonly string? _entityColumn;
    private List<EntityRow>? _entities;
    private Utf8JsonReader _json;
    private FaultList<FieldError>? _errors;
    private string? _names;
    private int _rows;

    private PredictionReader(ReadOnlySpan<byte> body, FeaturePreparation preparation, string? entityColumn)
    {
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 16 });
        _preparation = preparation;
        _inputs = preparation.Inputs;
        _given = new bool[_inputs.Count];
        _entityColumn = entityColumn;
    }

    private readonly bool IsFull => _errors?.IsCutShort == true || _rows > MaximumRows;

    /// <summary>Reads a request.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="preparation">The preparation whose inputs rows must bring.</param>
    /// <param name="entityColumn">The member by which a row that is an object may name an entity instead; null: none.</param>
    /// <exception cref="JsonException">The body is not JSON, or not of one of the three shapes.</exception>
    public static PredictionRequest Read(ReadOnlySpan<byte> body, FeaturePreparation preparation, string? entityColumn = null)
    {
        var reader = new PredictionReader(body, preparation, entityColumn);
        try
        {
            return reader.Read(body.IsEmpty);
        }
        catch (InvalidOperationException exception)
        {
            throw NotUnicode(exception);
        }
    }

    /// <summary>Reads rows without names.</summary>
    /// <param name="rows">An array of arrays of values, as in <c>{"features": [[…]]}</c>.</param>
    /// <param name="preparation">Says what the values are.</param>
    /// <exception cref="JsonException">It is not such an array.</exception>
    public static PredictionRequest ReadRows(ReadOnlySpan<byte> rows, FeaturePreparation preparation)
    {
        var reader = new PredictionReader(rows, preparation, entityColumn: null);
        try
        {
            reader.ReadArrays();
            return reader.End(RequestShape.Arrays);
        }
        catch (InvalidOperationException exception)
        {
            throw NotUnicode(exception);
        }
    }

    // What the JSON reader throws for a text that is not valid UTF-8 or UTF-16.
    private static JsonException NotUnicode(InvalidOperationException exception) => new($"a text is not valid Unicode: {exception.Message}", exception);

    private PredictionRequest Read(bool isEmpty)
    {
        if (isEmpty)
        {
            throw new JsonException($"it is empty, expected {Shapes}");
        }

        _json.Read();
        var shape = _json.TokenType switch
        {
            JsonTokenType.StartObject => ReadObjectOrArrays(),
            JsonTokenType.StartArray => ReadRows(),
            _ => throw new JsonException($"expected {Shapes}"),
        };
        return End(shape);
    }

    private PredictionRequest End(RequestShape shape)
    {
        if (!IsFull && _json.Read())
        {
            throw new JsonException("there is more after the request");
        }

        if (_rows > MaximumRows)
        {
            (_errors ??= new()).AddFirst(new FieldError("$", $"there are more than {MaximumRows:N0} rows"));
        }

        return new PredictionRequest(_preparation, shape, _rows, [.. _values], _errors) { Entities = (IReadOnlyList<EntityRow>?)_entities ?? [] };
    }

    private RequestShape ReadObjectOrArrays()
    {
        var first = _json;
        first.Read();
        var isArrays = first.TokenType == JsonTokenType.PropertyName && first.ValueTextEquals(FeaturesMember) && !IsFeature(FeaturesMember);
        if (!isArrays)
        {
            ReadRow(prefix: "");
            return RequestShape.Row;
        }

        _json.Read();
        ReadArrays();
        if (!IsFull && _json.Read() && _json.TokenType != JsonTokenType.EndObject)
        {
            throw new JsonException("there are other members beside \"features\"");
        }

        return RequestShape.Arrays;
    }

    private readonly bool IsFeature(string name) => _inputs.Any(input => input.Name == name);

    private RequestShape ReadRows()
    {
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray && !IsFull)
        {
            if (_json.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException($"item {_rows} is not an object");
            }

            ReadRow($"[{_rows}].");
        }

        return RequestShape.Rows;
    }

    private void ReadArrays()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("\"features\" is not an array of rows");
        }

        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray && !IsFull)
        {
            if (_json.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException($"row {_rows} of \"features\" is not an array of values: {Names}");
            }

            ReadArray();
        }
    }

    private void ReadArray()
    {
        var start = _values.Count;
        var count = 0;
        for (; _json.Read() && _json.TokenType != JsonTokenType.EndArray; count++)
        {
            // What is beyond a row's last feature is counted, not kept.
            if (count < _inputs.Count)
            {
                _values.Add(FeatureValue.Read(ref _json));
            }
            else
            {
                _json.Skip();
            }
        }

        if (count != _inputs.Count)
        {
            Add($"features[{_rows}]", $"has {count} values, expected {_inputs.Count}: {Names}");
            _values.RemoveRange(start, _values.Count - start);
            _values.AddRange(Enumerable.Repeat(FeatureValue.Missing, _inputs.Count));
        }
        else
        {
            Check(start, $"[{_rows}].");
        }

        _rows++;
    }

    private void ReadRow(string prefix)
    {
        var start = _values.Count;
        _values.AddRange(Enumerable.Repeat(FeatureValue.Missing, _inputs.Count));
        Array.Clear(_given);
        var guess = 0;
        string? entity = null;
        while (!IsFull && _json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOfName(guess);
            if (_entityColumn is not null && _json.ValueTextEquals(_entityColumn))
            {
                entity = ReadEntity(prefix, isFeature: index >= 0);
                if (index < 0)
                {
                    continue;
                }
            }

            if (index < 0)
            {
                AddUnknown(prefix);
                _json.Skip();
                continue;
            }

            if (_given[index])
            {
                Add(prefix + _inputs[index].Name, "is given twice");
            }

            _given[index] = true;
            _json.Read();
            _values[start + index] = FeatureValue.Read(ref _json);
            guess = index + 1;
        }

        if (entity is not null && _given.AsSpan().Contains(false))
        {
            (_entities ??= []).Add(new EntityRow(_rows, entity, [.. _given], prefix));
        }
        else
        {
            Check(start, prefix);
            RequireLookedBack(prefix);
        }

        _rows++;
    }

    // Without them a model would answer as if the series had just begun.
    private void RequireLookedBack(string prefix)
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].IsLookedBack && !_given[i])
            {
                Add(prefix + _inputs[i].Name, _entityColumn is null
                    ? "is left out, and the definition names no entity by which it could be looked up; give its value, or null where the series does not reach back so far"
                    : $"is left out; name the '{_entityColumn}' that the row is about, by which it is looked up, or give its value, or null where the series does not reach back so far");
            }
        }
    }

    /// <summary>The name after the member on which the reader stands; where the member is a feature too, the reader is left there.</summary>
    private string? ReadEntity(string prefix, bool isFeature)
    {
        var after = _json;
        after.Read();
        using var value = JsonDocument.ParseValue(ref after);
        if (!isFeature)
        {
            _json = after;
        }

        var entity = RecordReader.NameOf(value.RootElement);
        if (entity is null && !isFeature)
        {
            Add(prefix + _entityColumn, "is no name; expected a text that says whom the row is about");
        }

        return entity;
    }

    // Clients mostly send fields in the order of the definition, so the one after the last is tried first.
    private readonly int IndexOfName(int guess)
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            var index = (guess + i) % _inputs.Count;
            if (_json.ValueTextEquals(_inputs[index].Name))
            {
                return index;
            }
        }

        return -1;
    }

    private void Check(int start, string prefix)
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].Fault(_values[start + i]) is { } fault)
            {
                Add(prefix + fault.Field, fault.Fault);
            }
        }
    }

    // A request may have millions of members: beyond those that are named they are counted, which takes no memory.
    private void AddUnknown(string prefix)
    {
        if (_errors?.IsFull == true)
        {
            _errors.AddMore();
            return;
        }

        Add(prefix + _json.GetString(), $"is not a feature; the features are {Names}");
    }

    private void Add(string field, string fault) => (_errors ??= new()).Add(new FieldError(field, fault));

    private string Names => _names ??= VisibleText.List([.. _inputs.Select(input => input.Name)]);
}
