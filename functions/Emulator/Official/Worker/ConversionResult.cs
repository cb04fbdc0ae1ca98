namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>How a conversion ended, with its value or error.</summary>
public readonly struct ConversionResult
{
    private ConversionResult(ConversionStatus status, object? value, Exception? error)
    {
        Status = status;
        Value = value;
        Error = error;
    }

    /// <summary>How the conversion ended.</summary>
    public ConversionStatus Status { get; }

    /// <summary>The value when it succeeded.</summary>
    public object? Value { get; }

    /// <summary>The error when it failed.</summary>
    public Exception? Error { get; }

    /// <summary>The converter does not do this.</summary>
    public static ConversionResult Unhandled() => default;

    /// <summary>Converted.</summary>
    /// <param name="value">What the parameter gets.</param>
    public static ConversionResult Success(object? value) => new(ConversionStatus.Succeeded, value, error: null);

    /// <summary>Failed.</summary>
    /// <param name="exception">Why.</param>
    public static ConversionResult Failed(Exception exception) => new(ConversionStatus.Failed, value: null, exception);
}
