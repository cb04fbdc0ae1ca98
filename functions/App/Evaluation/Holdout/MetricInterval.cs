using System.Text.Json.Serialization;

namespace MlFunctions.Evaluation;

/// <summary>Where a metric lies with a confidence of 95 %, were the holdout drawn again.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
// A metric may have no value (NaN), which the hosts' own JSON has no word for.
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record MetricInterval(double Lower, double Upper);
