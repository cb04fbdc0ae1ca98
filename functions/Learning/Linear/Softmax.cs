namespace MlFunctions.Learning;

/// <summary>Scores to probabilities: eˢ over the sum of eˢ, without overflow.</summary>
internal static class Softmax
{
    /// <summary>Replaces the scores at the given places; other places are left alone.</summary>
    public static void Apply(Span<double> scores, ReadOnlySpan<int> places)
    {
        var largest = double.NegativeInfinity;
        foreach (var place in places)
        {
            largest = Math.Max(largest, scores[place]);
        }

        var sum = 0.0;
        foreach (var place in places)
        {
            scores[place] = Math.Exp(scores[place] - largest);
            sum += scores[place];
        }

        foreach (var place in places)
        {
            scores[place] /= sum;
        }
    }
}
