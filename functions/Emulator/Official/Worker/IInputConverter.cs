namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Turns what a binding gives into what a parameter takes.</summary>
public interface IInputConverter
{
    /// <summary>Converts, fails, or leaves it to the next converter.</summary>
    /// <param name="context">What is converted, and into what.</param>
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
