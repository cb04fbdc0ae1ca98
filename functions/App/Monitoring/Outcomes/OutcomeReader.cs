using System.Text.Json;
using MlFunctions.Feedback;

namespace MlFunctions.Monitoring;

/// <summary>Makes the outcome of a corrected row.</summary>
/// <param name="labels">The classes by code; those that are new are added. Of numbers it stays empty.</param>
internal sealed class OutcomeReader(List<string> labels)
{
    /// <summary>The outcome of a row.</summary>
    /// <param name="batch">The batch of the row.</param>
    /// <param name="subject">What the batch calls it.</param>
    /// <param name="actual">What is true of it.</param>
    public Outcome Read(CorrectedBatch batch, string subject, JsonElement actual)
    {
        var row = batch.Rows[subject];
        var created = batch.Created ?? row.At;
        if (actual.ValueKind != JsonValueKind.String)
        {
            return new Outcome(batch.BatchId, subject, created, Numbers(actual), Numbers(row.Predicted));
        }

        // The model's own classes first, in its own order.
        var scores = row.Scores?.EnumerateObject().Select(score => (CodeOf(score.Name), score.Value.GetDouble())).ToList() ?? [(CodeOf(row.Predicted.GetString()!), 1.0)];
        var truth = CodeOf(actual.GetString()!);
        var outputs = new double[labels.Count];
        Array.Fill(outputs, LeastOf(scores.Select(score => score.Item2)));
        foreach (var (code, score) in scores)
        {
            outputs[code] = score;
        }

        return new Outcome(batch.BatchId, subject, created, [truth], outputs);
    }

    /// <summary>What a class that a model does not know scores with it: nothing, or as little as the one that scores least.</summary>
    public static double LeastOf(IEnumerable<double> scores) => Math.Min(0, scores.Min());

    private static double[] Numbers(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetDouble())] : [value.GetDouble()];

    private int CodeOf(string label)
    {
        var code = labels.IndexOf(label);
        if (code < 0)
        {
            code = labels.Count;
            labels.Add(label);
        }

        return code;
    }
}
