namespace MlFunctions.Scoring;

/// <summary>How a file is divided.</summary>
/// <param name="HeaderLength">How many bytes the header has, from the beginning of the file.</param>
/// <param name="Parts">The ranges after it, in order, without gaps.</param>
public sealed record DatasetParts(int HeaderLength, IReadOnlyList<DatasetPart> Parts)
{
    /// <summary>How it is written; null: as the definition says, or with commas and points.</summary>
    public DatasetForm? Form { get; init; }
}
