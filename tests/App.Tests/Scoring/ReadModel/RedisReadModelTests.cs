using MlFunctions.Scoring;
using MlFunctions.Storage;
using MlFunctions.Tests.Storage;

namespace MlFunctions.Tests.Scoring;

[Trait("Acceptance", "2")]
public sealed class RedisReadModelTests(RedisServer server) : ReadModelContract, IClassFixture<RedisServer>, IDisposable
{
    private RedisConnection? _connection;

    public void Dispose() => _connection?.Dispose();

    [Fact]
    public async Task Complete_IsForgottenWithEverythingElse()
    {
        var model = Open(new ReadModelLimits(TimeSpan.FromHours(1), 100));
        await model.MarkCompleteAsync(await model.BeginBuildAsync());
        Assert.True(await model.IsCompleteAsync());

        await server.FlushAsync();

        Assert.False(await model.IsCompleteAsync());
    }

    [Fact]
    public async Task Complete_IsNotSaidOfWhatWasEmptiedWhileItWasBuilt()
    {
        var model = Open(new ReadModelLimits(TimeSpan.FromHours(1), 100));
        await server.FlushAsync();
        var build = await model.BeginBuildAsync();
        await server.FlushAsync();

        await model.MarkCompleteAsync(build);

        Assert.False(await model.IsCompleteAsync());
    }

    private protected override IReadModel Open(ReadModelLimits limits) =>
        new RedisReadModel(_connection = new RedisConnection(server.ConnectionString), limits, TimeProvider.System);
}
