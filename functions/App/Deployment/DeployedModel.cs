namespace MlFunctions.Deployment;

/// <summary>What came of a deployment.</summary>
/// <param name="ModelVersion">The version as answers name it, e.g. <c>dispatch:3</c>.</param>
public sealed record DeployedModel(string ModelVersion);
