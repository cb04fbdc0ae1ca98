using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Orchestration;

public sealed class DurableFunctionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed record Trip(string Traveller, string[] Cities);

    public sealed class TravelFunctions(Journal journal)
    {
        [Function("Start")]
        public static async Task<string> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "trips/{id}")] HttpRequest request,
            string id,
            [Microsoft.Azure.Functions.Worker.Http.FromBody] Trip trip,
            [DurableClient] DurableTaskClient client) =>
            await client.ScheduleNewOrchestrationInstanceAsync("Travel", trip, new StartOrchestrationOptions(InstanceId: id));

        [Function("Travel")]
        public static async Task<string[]> Travel([OrchestrationTrigger] TaskOrchestrationContext context, Trip trip) =>
            await Task.WhenAll(trip.Cities.Select(city => context.CallActivityAsync<string>("Visit", new Stop(trip.Traveller, city))));

        [Function("Visit")]
        public string Visit([ActivityTrigger] Stop stop, FunctionContext context)
        {
            journal.Add($"{context.FunctionDefinition.Name} {context.BindingContext.BindingData["instanceId"]}");
            return $"{stop.Traveller} in {stop.City}";
        }

        [Function("Waiting")]
        public static async Task<string> Waiting([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = await context.CallActivityAsync<string>("Visit", new Stop("Ada", "Rome"));
            return first + await context.WaitForExternalEvent<string>("go");
        }

        [Function("Stuck")]
        public static async Task Stuck([ActivityTrigger] TaskActivityContext call, CancellationToken cancellation) => await Task.Delay(Timeout.Infinite, cancellation);

        public sealed record Stop(string Traveller, string City);
    }

    private static Task<FunctionsTestHost> StartAsync(Journal journal, Action<Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder>? build = null) =>
        TestFunctions.StartAsync<TravelFunctions>(build: builder =>
        {
            builder.Services.AddSingleton(journal);
            build?.Invoke(builder);
        });

    [Fact]
    public async Task A_function_starts_an_orchestration_that_fans_out_to_activities()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);

        using var body = new StringContent("""{"traveller":"Ada","cities":["Rome","Oslo"]}""", System.Text.Encoding.UTF8, "application/json");
        var id = await (await host.Client.PostAsync("/api/trips/t1", body, Cancellation)).Content.ReadAsStringAsync(Cancellation);
        var done = await host.WaitForOrchestrationAsync(id, Cancellation);

        Assert.Equal("t1", id);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(["Ada in Rome", "Ada in Oslo"], done.ReadOutputAs<string[]>()!);
        Assert.Equal(["Visit t1", "Visit t1"], journal.Entries);
    }

    [Fact]
    public async Task Middleware_runs_around_orchestrators_and_activities()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal, builder => builder.UseMiddleware(async (context, next) =>
        {
            journal.Add($"> {context.FunctionDefinition.Name}");
            await next();
        }));

        var id = await host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Travel", new Trip("Ada", ["Rome"]), Cancellation);
        await host.WaitForOrchestrationAsync(id, Cancellation);

        // Two turns of the orchestrator: up to the activity, and from its result on.
        Assert.Equal(2, journal.Entries.Count(entry => entry == "> Travel"));
        Assert.Equal(1, journal.Entries.Count(entry => entry == "> Visit"));
    }

    [Fact]
    public async Task An_orchestration_goes_on_after_a_crash()
    {
        var journal = new Journal();
        await using var host = await StartAsync(journal);
        var id = await host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Waiting", Cancellation);
        await host.DurableTaskClient.WaitForInstanceStartAsync(id, Cancellation);

        await host.CrashAsync();
        await host.RestartAsync();
        await host.DurableTaskClient.RaiseEventAsync(id, "go", "!", Cancellation);

        Assert.Equal("Ada in Rome!", (await host.WaitForOrchestrationAsync(id, Cancellation)).ReadOutputAs<string>());
    }
}
