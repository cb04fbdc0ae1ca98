using MlFunctions.Http;

namespace MlFunctions.Pipelines;

/// <summary>One thing that is wrong in a JSON document. Both texts may quote what was sent, so both are cut and made safe to show.</summary>
public sealed record JsonFault
{
    private const int LongestPath = 200;
    private const int LongestMessage = 1000;

    /// <summary>A fault.</summary>
    /// <param name="path">Where, as a JSON path, e.g. <c>$.features[0].min</c>.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    public JsonFault(string path, string message)
    {
        Path = VisibleText.Cut(path, LongestPath);
        Message = VisibleText.Cut(message, LongestMessage);
    }

    /// <summary>Where.</summary>
    public string Path { get; }

    /// <summary>What is wrong and what would be right.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
