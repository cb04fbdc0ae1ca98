using System.Text.Json;

namespace MlFunctions.Feedback;

/// <summary>A row, what was predicted of it, and what turned out to be true.</summary>
/// <param name="Subject">What the batch calls the row.</param>
/// <param name="Features">An array of values, in the order of the features.</param>
/// <param name="Predicted">A class, a number, or an array of numbers for several targets.</param>
/// <param name="Actual">The same.</param>
public sealed record CorrectedRow(string Subject, JsonElement Features, JsonElement Predicted, JsonElement Actual)
{
    /// <summary>By output of the model what it scored; null: not known.</summary>
    public JsonElement? Scores { get; init; }
}
