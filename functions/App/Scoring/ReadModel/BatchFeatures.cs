using System.Text.Json;

namespace MlFunctions.Scoring;

/// <summary>The rows that a batch was scored from.</summary>
/// <param name="Names">What a row's values are called, in their order; rows may end earlier.</param>
/// <param name="Features">For each subject, in the order of the batch, its values as they came; empty where they are no longer known.</param>
internal sealed record BatchFeatures(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<JsonElement>> Features);
