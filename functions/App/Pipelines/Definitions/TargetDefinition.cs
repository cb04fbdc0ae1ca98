namespace MlFunctions.Pipelines;

/// <summary>One thing that is predicted.</summary>
public sealed record TargetDefinition
{
    /// <summary>The column in files.</summary>
    public required string Name { get; init; }

    /// <summary>The member in answers; the column's name unless said otherwise.</summary>
    public required string As { get; init; }

    /// <summary>Classification: the words or numbers in files, in the order of their class codes; empty: those of the training rows.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Classification: what answers call each of <see cref="Classes"/>; empty: the same.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
