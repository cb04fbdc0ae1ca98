namespace MlFunctions.Monitoring;

/// <summary>The champion held against the definition's bound.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="WorseThan">The bound.</param>
/// <param name="Outcomes">Over how many outcomes it is judged.</param>
/// <param name="Known">How many there are of predictions since it became the champion; while they are fewer, it is not judged.</param>
/// <param name="Value">The metric over the newest of them; null: it is not judged, or the metric has no value.</param>
/// <param name="Verdict">What that says.</param>
/// <param name="RevertsTo">The version that would serve in its place; null: there is no earlier one that has not been reverted itself.</param>
public sealed record RevertJudgement(string Metric, double WorseThan, int Outcomes, int Known, double? Value, RevertVerdict Verdict, int? RevertsTo)
{
    /// <summary>Why the champion goes, in a few words.</summary>
    public string Reason() => $"{Metric} is {Value:0.####} over the last {Outcomes} outcomes, worse than {WorseThan:0.####}";
}
