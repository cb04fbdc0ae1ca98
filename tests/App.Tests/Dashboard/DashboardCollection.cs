namespace MlFunctions.Tests.Dashboard;

/// <summary>The tests that share one browser and one app; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DashboardCollection : ICollectionFixture<Browser>, ICollectionFixture<WatchedPipelines>
{
    public const string Name = "dashboard";
}
