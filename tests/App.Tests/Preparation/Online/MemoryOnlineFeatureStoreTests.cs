using MlFunctions.Preparation;

namespace MlFunctions.Tests.Preparation.Online;

public sealed class MemoryOnlineFeatureStoreTests : OnlineFeatureStoreContract
{
    private protected override Task<IOnlineFeatureStore> OpenAsync() => Task.FromResult<IOnlineFeatureStore>(new MemoryOnlineFeatureStore());
}
