namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the converter that fills a parameter.</summary>
/// <param name="converterType">A type that implements <see cref="IInputConverter"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter)]
public class InputConverterAttribute(Type converterType) : Attribute
{
    /// <summary>A type that implements <see cref="IInputConverter"/>.</summary>
    public Type ConverterType { get; } = converterType;
}
