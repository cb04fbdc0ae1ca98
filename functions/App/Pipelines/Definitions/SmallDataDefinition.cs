namespace MlFunctions.Pipelines;

/// <summary>That models of few rows are tried on rows which are kept for that, so that all of the few can train.</summary>
/// <param name="Below">With fewer rows than this.</param>
/// <param name="Holdout">The file of the rows that models are tried on, <c>holdout/{pipeline}/{file}</c>.</param>
public sealed record SmallDataDefinition(int Below, string Holdout)
{
    /// <summary>Reads the <c>smallData</c> of a split.</summary>
    public static SmallDataDefinition Read(JsonObjectReader reader)
    {
        if (!reader.Has("below"))
        {
            reader.Fault("below", "is missing; it is the number of rows that are enough for a holdout of their own");
        }

        var smallData = new SmallDataDefinition((int)(reader.Number("below", minimum: 2, maximum: int.MaxValue, whole: true) ?? 2), reader.Text("holdout", required: true) ?? "");
        reader.End();
        return smallData;
    }
}
