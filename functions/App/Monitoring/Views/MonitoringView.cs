namespace MlFunctions.Monitoring;

/// <summary>What the models of a pipeline did since they were deployed, and how right they were.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Champion">The version that serves; null: none yet.</param>
/// <param name="Revert">How it stands against the bound of <c>serving.revert</c>; null: the definition has none.</param>
/// <param name="Versions">Version by version, oldest first.</param>
public sealed record MonitoringView(string Pipeline, string? Champion, RevertJudgement? Revert, IReadOnlyList<VersionView> Versions);
