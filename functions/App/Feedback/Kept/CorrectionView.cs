using System.Text.Json;

namespace MlFunctions.Feedback;

/// <summary>What is kept of a row.</summary>
/// <param name="Actual">What is true, in the form of a prediction.</param>
/// <param name="At">When it was said.</param>
internal sealed record CorrectionView(JsonElement Actual, DateTimeOffset At);
