using System.Text.Json.Serialization;

namespace MlFunctions.Pipelines;

/// <summary>The best candidate of a run so far.</summary>
/// <param name="Trainer">Its trainer.</param>
/// <param name="Score">Its cross-validated score.</param>
// A metric may have no value (NaN), which the hosts' own JSON has no word for.
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record BestCandidate(string Trainer, double Score);
