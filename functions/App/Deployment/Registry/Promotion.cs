namespace MlFunctions.Deployment;

/// <summary>One change of champion.</summary>
/// <param name="Version">Who serves from then on.</param>
/// <param name="From">Who served before; null: nobody.</param>
/// <param name="At">When.</param>
/// <param name="By">Who or what asked.</param>
internal sealed record Promotion(int Version, int? From, DateTimeOffset At, string By);
