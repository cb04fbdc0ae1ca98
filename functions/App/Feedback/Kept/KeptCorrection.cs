using System.Text.Json;

namespace MlFunctions.Feedback;

/// <summary>What is known to be true of a row.</summary>
/// <param name="Features">An array of values, in the order of the features.</param>
/// <param name="Predicted">What was predicted.</param>
/// <param name="Actual">What is true.</param>
/// <param name="At">When it was said.</param>
/// <param name="Id">The message that said it.</param>
/// <param name="Round">The round of counting that it first counted in, see <see cref="CorrectionTally"/>.</param>
public sealed record KeptCorrection(JsonElement Features, JsonElement Predicted, JsonElement Actual, DateTimeOffset At, string Id, int Round)
{
    /// <summary>By output of the model what it scored; null: not known.</summary>
    public JsonElement? Scores { get; init; }

    /// <summary>What the running figures of the model have counted of this row; null: nothing yet.</summary>
    public CountedTruth? Counted { get; init; }

    /// <summary>What is true, to be counted.</summary>
    public CountedTruth Truth() => new(Actual, At, Id);
}
