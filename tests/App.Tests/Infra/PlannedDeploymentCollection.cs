namespace MlFunctions.Tests.Infra;

/// <summary>The plan is made once for all classes of tests.</summary>
[CollectionDefinition(nameof(PlannedDeployment))]
public sealed class PlannedDeploymentCollection : ICollectionFixture<PlannedDeployment>;
