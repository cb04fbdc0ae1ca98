namespace MlFunctions.Learning;

/// <summary>One setting of a trainer: its name, default and what values are allowed.</summary>
public sealed record Hyperparameter
{
    private Hyperparameter(string name, object? defaultValue, string description)
    {
        Name = name;
        Default = defaultValue;
        Description = description;
    }

    /// <summary>The name in definitions, camel case.</summary>
    public string Name { get; }

    /// <summary>The value when nothing is set: a <see cref="double"/>, <see cref="bool"/>, <see cref="string"/> or null.</summary>
    public object? Default { get; }

    /// <summary>What it does, in one line.</summary>
    public string Description { get; }

    /// <summary>The smallest number allowed.</summary>
    public double Minimum { get; private init; } = double.NegativeInfinity;

    /// <summary>The largest number allowed.</summary>
    public double Maximum { get; private init; } = double.PositiveInfinity;

    /// <summary>Whether only whole numbers are allowed.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Whether null, "no limit", is allowed.</summary>
    public bool IsNullable { get; private init; }

    /// <summary>The words allowed; empty where the setting is not a word.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>A whole number.</summary>
    public static Hyperparameter Whole(string name, int? defaultValue, int minimum, int maximum, string description, bool nullable = false) =>
        new(name, defaultValue is { } value ? (double)value : null, description) { Minimum = minimum, Maximum = maximum, IsWhole = true, IsNullable = nullable };

    /// <summary>A real number.</summary>
    public static Hyperparameter Real(string name, double? defaultValue, double minimum, double maximum, string description, bool nullable = false) =>
        new(name, defaultValue, description) { Minimum = minimum, Maximum = maximum, IsNullable = nullable };

    /// <summary>One of several words.</summary>
    public static Hyperparameter Word(string name, string? defaultValue, IReadOnlyList<string> choices, string description, bool nullable = false) =>
        new(name, defaultValue, description) { Choices = choices, IsNullable = nullable };

    /// <summary>Yes or no.</summary>
    public static Hyperparameter Flag(string name, bool defaultValue, string description) => new(name, defaultValue, description);

    /// <summary>Why <paramref name="value"/> is not allowed, or null where it is.</summary>
    public string? Fault(object? value) => value switch
    {
        null => IsNullable ? null : $"null is not allowed; {Expected}",
        bool when Default is bool => null,
        string word when Choices.Count > 0 && Choices.Contains(word) => null,
        double number when Choices.Count == 0 && Default is not bool => FaultOf(number),
        _ => $"'{value}' is not allowed; {Expected}",
    };

    private string Expected =>
        Default is bool ? "expected true or false" :
        Choices.Count > 0 ? $"expected one of {string.Join(", ", Choices)}" :
        $"expected a {(IsWhole ? "whole " : "")}number from {Minimum} to {Maximum}";

    private string? FaultOf(double number) =>
        double.IsFinite(number) && number >= Minimum && number <= Maximum && (!IsWhole || number == Math.Truncate(number))
            ? null
            : $"{number} is not allowed; {Expected}";
}
