namespace MlFunctions.Deployment;

/// <summary>What came of a change by hand.</summary>
/// <param name="Outcome">Whether the version serves.</param>
/// <param name="Registry">The registry as it is now.</param>
internal sealed record PromotionResult(PromotionOutcome Outcome, ModelRegistry Registry);
