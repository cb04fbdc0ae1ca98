namespace MlFunctions.Deployment;

/// <summary>What came of a change by hand.</summary>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Registry">The registry as it is now.</param>
/// <param name="Detail">Where it does not hold: which version is at fault, and how.</param>
public sealed record PromotionResult(PromotionOutcome Outcome, ModelRegistry Registry, string? Detail = null);
