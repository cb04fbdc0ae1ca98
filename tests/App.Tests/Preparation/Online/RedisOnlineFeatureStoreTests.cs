using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Preparation.Online;

public sealed class RedisOnlineFeatureStoreTests(RedisServer server) : OnlineFeatureStoreContract, IClassFixture<RedisServer>, IDisposable
{
    private readonly List<RedisConnection> _connections = [];

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());

    [Fact]
    public async Task Find_WhileRedisIsAway_SaysSo()
    {
        var store = await OpenAsync();
        await server.StopAsync();
        try
        {
            await Assert.ThrowsAsync<OnlineFeaturesException>(async () => await store.FindAsync(new EntityType("churn", "customer"), "c", TestContext.Current.CancellationToken));
        }
        finally
        {
            await server.StartAsync();
        }
    }

    private protected override async Task<IOnlineFeatureStore> OpenAsync()
    {
        await server.FlushAsync();
        var connection = new RedisConnection(server.ConnectionString);
        _connections.Add(connection);
        return new RedisOnlineFeatureStore(connection);
    }
}
