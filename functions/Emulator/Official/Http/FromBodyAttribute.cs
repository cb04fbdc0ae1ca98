using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Fills a parameter from the request's JSON body.</summary>
public class FromBodyAttribute : InputConverterAttribute
{
    /// <summary>Initializes the attribute.</summary>
    public FromBodyAttribute()
        : base(typeof(MlFunctions.Emulator.Http.FromBodyConverter))
    {
    }
}
