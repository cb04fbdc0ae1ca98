using System.Text.Json;

namespace MlFunctions.Feedback;

/// <summary>What was true of a row when the running figures of its model counted it.</summary>
/// <param name="Actual">What is true.</param>
/// <param name="At">When it was said.</param>
/// <param name="Id">The message that said it.</param>
public sealed record CountedTruth(JsonElement Actual, DateTimeOffset At, string Id)
{
    /// <summary>Whether this was said before the other.</summary>
    public bool IsBefore(CountedTruth other) => (At, Id).CompareTo((other.At, other.Id)) < 0;
}
