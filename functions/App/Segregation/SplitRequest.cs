using System.Text.Json;
using MlFunctions.Http;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>What the segregation service is asked over HTTP.</summary>
/// <param name="Split">How to divide.</param>
/// <param name="WithLabels">Whether the answer holds the targets of each side too.</param>
internal sealed record SplitRequest(SplitDefinition Split, bool WithLabels)
{
    /// <summary>Reads a request: the members of a definition's <c>split</c>, and <c>labels</c>; what is left out is as the definition says.</summary>
    /// <param name="json">UTF-8; empty: all as the definition says, without labels.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="splitters">The names of splitters of one's own.</param>
    /// <param name="faults">Receives what is wrong.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static SplitRequest Parse(ReadOnlyMemory<byte> json, PipelineDefinition definition, IReadOnlyList<string> splitters, FaultList<JsonFault> faults)
    {
        var unchanged = new SplitRequest(definition.Split, WithLabels: false);
        if (json.IsEmpty)
        {
            return unchanged;
        }

        using var document = JsonDocument.Parse(json);
        if (JsonObjectReader.Open(document.RootElement, "$", faults) is not { } reader)
        {
            return unchanged;
        }

        // Another strategy goes by other columns than the definition's.
        var unset = reader.Has("strategy") ? definition.Split with { Stratify = null, By = null } : definition.Split;
        var request = new SplitRequest(SplitSection.Read(reader, unset), reader.Flag("labels", otherwise: false));
        reader.End();
        faults.AddRange(SplitSection.Faults(request.Split, definition, "$", splitters));
        return request;
    }
}
