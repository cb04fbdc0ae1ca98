namespace MlFunctions.Extensions;

/// <summary>What a package of one's own adds. It has one public class that implements this, with a constructor without parameters.</summary>
public interface IPipelinesExtension
{
    /// <summary>Adds the parts of the package.</summary>
    void Configure(PipelinesBuilder pipelines);
}
