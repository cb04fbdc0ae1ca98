namespace MlFunctions.LocalHost.State;

/// <summary>A value bound to a statement: null, integer, text or bytes, without boxing.</summary>
internal readonly struct StateValue
{
    private StateValue(long integer) => (Integer, IsInteger) = (integer, true);

    private StateValue(object? reference) => Reference = reference;

    public bool IsInteger { get; }

    public long Integer { get; }

    /// <summary>A string, a byte array, or null for SQL's NULL.</summary>
    public object? Reference { get; }

    public static implicit operator StateValue(long value) => new(value);

    public static implicit operator StateValue(long? value) => value is { } integer ? new(integer) : new((object?)null);

    public static implicit operator StateValue(bool value) => new(value ? 1L : 0L);

    public static implicit operator StateValue(string? value) => new(value);

    public static implicit operator StateValue(byte[]? value) => new(value);
}
