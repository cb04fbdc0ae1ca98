using Xunit.Sdk;
using Xunit.v3;

namespace MlFunctions.Conformance;

/// <summary>Lets <see cref="EveryFunctionTests"/> run last, since it is about what the others have done.</summary>
public sealed class LastCollection : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName.Contains(nameof(EveryFunctionTests), StringComparison.Ordinal))];
}
