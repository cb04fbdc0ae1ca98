using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Functions;

public sealed class FunctionScopeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Session(Journal journal) : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public void Dispose() => journal.Add($"disposed {Id}");
    }

    public sealed class ScopedFunctions(Session session)
    {
        [Function("Id")]
        public string Id([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "id")] HttpRequest request) => session.Id.ToString();
    }

    [Fact]
    public async Task Each_invocation_has_a_scope_that_ends_with_it()
    {
        var journal = new Journal();
        await using var host = await TestFunctions.StartAsync<ScopedFunctions>(build: builder =>
            builder.Services.AddSingleton(journal).AddScoped<Session>());

        var first = await host.Client.GetStringAsync("/api/id", Cancellation);
        var second = await host.Client.GetStringAsync("/api/id", Cancellation);

        Assert.NotEqual(first, second);
        await Eventually.Holds(() => journal.Entries.Count == 2);
        Assert.Equal([$"disposed {first}", $"disposed {second}"], journal.Entries);
    }
}
