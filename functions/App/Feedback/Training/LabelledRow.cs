using System.Text.Json;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Pipelines;

namespace MlFunctions.Feedback;

/// <summary>A corrected row as a line of a file.</summary>
/// <param name="Line">The values of the inputs and targets, with a line end.</param>
/// <param name="Target">The value of the first target: the class, where there are classes.</param>
internal sealed record LabelledRow(string Line, string Target)
{
    /// <summary>The line of a correction; null where it does not fit the definition, because that has changed since.</summary>
    public static LabelledRow? Of(KeptCorrection row, PipelineDefinition definition)
    {
        JsonElement[] actual = row.Actual.ValueKind == JsonValueKind.Array ? [.. row.Actual.EnumerateArray()] : [row.Actual];
        if (row.Features.GetArrayLength() != definition.Inputs.Count || actual.Length != definition.Targets.Count)
        {
            return null;
        }

        var targets = actual.Select((value, index) => Class(Text(value), definition.Targets[index])).ToArray();
        var cells = row.Features.EnumerateArray().Select(Text).Concat(targets).Select(CsvCell.Of);
        return new LabelledRow($"{string.Join(',', cells)}\n", targets[0]);
    }

    // What answers call a class is not always what files call it.
    private static string Class(string label, TargetDefinition target)
    {
        var index = target.Labels.ToList().IndexOf(label);
        return index < 0 ? label : target.Classes[index];
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
