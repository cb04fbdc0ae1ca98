using MlFunctions.Preparation;

namespace MlFunctions.Pipelines;

/// <summary>
/// How features of earlier rows are written in a definition:
/// <c>"series": [{"column": "orders", "time": "day", "by": "shop", "lags": [1, 7], "windows": [7]}]</c>.
/// </summary>
internal static class SeriesSection
{
    private const int Longest = 10_000;

    /// <summary>Reads one series.</summary>
    public static SeriesFeatures Read(JsonObjectReader reader)
    {
        var series = new SeriesFeatures(
            reader.Text("column", required: true) ?? "",
            reader.Text("time", required: true) ?? "",
            reader.Text("by"),
            reader.Numbers("lags", minimum: 1, maximum: Longest),
            reader.Numbers("windows", minimum: 1, maximum: Longest));
        reader.End();
        return series;
    }

    /// <summary>Every fault of sense.</summary>
    public static IEnumerable<JsonFault> Faults(PipelineDefinition definition)
    {
        for (var i = 0; i < definition.Series.Count; i++)
        {
            var series = definition.Series[i];
            var path = $"$.series[{i}]";
            if (series.Lags.Count + series.Windows.Count == 0)
            {
                yield return new(path, "makes nothing; expected \"lags\" or \"windows\"");
            }

            foreach (var (member, name, types) in new (string, string?, FeatureType[])[]
            {
                ("column", series.Column, [FeatureType.Number]),
                ("time", series.Time, [FeatureType.Number, FeatureType.Instant]),
                ("by", series.Group, [FeatureType.Category]),
            })
            {
                if (definition.Features.FirstOrDefault(f => f.Name == name) is { } feature && !types.Contains(feature.Type))
                {
                    yield return new($"{path}.{member}", $"is '{name}', a feature of another type; expected a column of {(member switch { "column" => "numbers", "time" => "dates or numbers", _ => "words" })}");
                }
            }
        }
    }
}
