namespace MlFunctions.Pipelines;

/// <summary>A candidate as a run plans it.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="Combinations">How many combinations of hyperparameters its search begins with.</param>
/// <param name="Rounds">How many rounds its search has.</param>
public sealed record PlannedCandidate(string Trainer, int Combinations, int Rounds);
