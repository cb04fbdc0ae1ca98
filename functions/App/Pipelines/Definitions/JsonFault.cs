namespace MlFunctions.Pipelines;

/// <summary>One thing that is wrong in a JSON document.</summary>
/// <param name="Path">Where, as a JSON path, e.g. <c>$.features[0].min</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record JsonFault(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
