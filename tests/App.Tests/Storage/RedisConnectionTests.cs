using MlFunctions.Storage;
using StackExchange.Redis;

namespace MlFunctions.Tests.Storage;

public sealed class RedisConnectionTests(RedisServer server) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task Connection_ServerStoppedAndStarted_FailsMeanwhileAndComesBack()
    {
        using var connection = new RedisConnection(server.ConnectionString);
        await connection.Database.StringSetAsync("key", "kept");

        await server.StopAsync();
        var exception = await Record.ExceptionAsync(() => connection.Database.StringGetAsync("key"));
        Assert.True(exception is RedisException or TimeoutException, $"{exception}");

        await server.StartAsync();
        await Eventually.TrueAsync(async () => await TryGetAsync(connection) == "kept", "the connection to come back");
    }

    [Fact]
    public void Connection_NotUsed_NeedsNoServer() => new RedisConnection("127.0.0.1:1").Dispose();

    private static async Task<string?> TryGetAsync(RedisConnection connection)
    {
        try
        {
            return await connection.Database.StringGetAsync("key");
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return null;
        }
    }
}
