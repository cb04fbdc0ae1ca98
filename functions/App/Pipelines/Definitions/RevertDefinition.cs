using MlFunctions.Learning;

namespace MlFunctions.Pipelines;

/// <summary>When the champion is so often wrong that the version before it goes back in by itself.</summary>
/// <param name="Metric">The metric of its predictions against what turned out to be true.</param>
/// <param name="WorseThan">What it must not be worse than.</param>
/// <param name="Outcomes">Over how many outcomes: those of its newest predictions.</param>
public sealed record RevertDefinition(string Metric, double WorseThan, int Outcomes)
{
    /// <summary>Over how many outcomes unless said otherwise.</summary>
    public const int UsualOutcomes = 100;

    // All of them are read and written with every correction.
    private const int MostOutcomes = 1000;

    /// <summary>Reads the <c>serving.revert</c> of a definition.</summary>
    public static RevertDefinition Read(JsonObjectReader reader)
    {
        if (!reader.Has("worseThan"))
        {
            reader.Fault("worseThan", "is missing");
        }

        var revert = new RevertDefinition(
            reader.Text("metric", required: true) ?? "",
            reader.Number("worseThan") ?? double.NaN,
            (int)(reader.Number("outcomes", minimum: 1, maximum: MostOutcomes, whole: true) ?? UsualOutcomes));
        reader.End();
        return revert;
    }

    /// <summary>Every fault of sense but an unknown metric.</summary>
    public static IEnumerable<JsonFault> Faults(PipelineDefinition definition)
    {
        if (definition.Serving.Revert is not null && definition.Task == LearningTask.Clustering)
        {
            yield return new("$.serving.revert", "is for what turns out right or wrong; clusters do not");
        }
    }
}
