using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlFunctions.Learning;

/// <summary>
/// Values for some hyperparameters of a trainer, immutable and ordered by name, so that equal sets print and hash alike.
/// A value is a <see cref="double"/>, <see cref="bool"/>, <see cref="string"/> or null.
/// </summary>
public sealed class HyperparameterSet : IEquatable<HyperparameterSet>
{
    private readonly SortedDictionary<string, object?> _values;

    /// <summary>A set of the given values; whole numbers of any type become <see cref="double"/>.</summary>
    public HyperparameterSet(IEnumerable<KeyValuePair<string, object?>> values)
    {
        _values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            _values.Add(name, value is string or bool or null ? value : Convert.ToDouble(value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The set in which nothing is set.</summary>
    public static HyperparameterSet Empty { get; } = new([]);

    /// <summary>The values, ordered by name.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>The same set with one more value, or another value under the same name.</summary>
    public HyperparameterSet With(string name, object? value) =>
        new(_values.Where(v => v.Key != name).Append(new(name, value)));

    /// <summary>Every fault of this set against what a trainer allows: an unknown name or a value out of range.</summary>
    public IEnumerable<(string Name, string Fault)> Faults(IReadOnlyList<Hyperparameter> allowed)
    {
        foreach (var (name, value) in _values)
        {
            var known = allowed.FirstOrDefault(a => a.Name == name);
            var fault = known is null
                ? $"unknown; known are {string.Join(", ", allowed.Select(a => a.Name))}"
                : known.Fault(value);
            if (fault is not null)
            {
                yield return (name, fault);
            }
        }
    }

    /// <summary>The value set, or the default of <paramref name="parameter"/>.</summary>
    public object? Get(Hyperparameter parameter) => _values.TryGetValue(parameter.Name, out var value) ? value : parameter.Default;

    /// <summary>The value as a real number.</summary>
    public double GetDouble(Hyperparameter parameter) => (double)Get(parameter)!;

    /// <summary>The value as a whole number.</summary>
    public int GetInt32(Hyperparameter parameter) => (int)GetDouble(parameter);

    /// <summary>The value as a whole number, <paramref name="unlimited"/> where it is null.</summary>
    public int GetInt32(Hyperparameter parameter, int unlimited) => Get(parameter) is double value ? (int)value : unlimited;

    /// <summary>The value as a word.</summary>
    public string? GetWord(Hyperparameter parameter) => (string?)Get(parameter);

    /// <summary>The value as yes or no.</summary>
    public bool GetFlag(Hyperparameter parameter) => (bool)Get(parameter)!;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] HyperparameterSet? other) => other is not null && _values.SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as HyperparameterSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(17, (hash, value) => HashCode.Combine(hash, value.Key, value.Value));

    /// <summary>For example <c>maxDepth=8 minSamplesLeaf=2</c>.</summary>
    public override string ToString() => string.Join(' ', _values.Select(v => $"{v.Key}={v.Value switch { null => "none", bool b => b ? "true" : "false", var x => x }}"));
}
