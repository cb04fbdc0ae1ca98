using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Testing;
using MlFunctions.Emulator.Tests.Testing;

namespace MlFunctions.Emulator.Tests.Functions;

public sealed class FunctionTimeoutTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class HangingFunctions(Journal journal)
    {
        [Function("Hangs")]
        public async Task<string> Hangs([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellation)
        {
            await using var registration = cancellation.Register(() => journal.Add("cancelled"));
            journal.Add("called");
            await new TaskCompletionSource().Task;
            return "never";
        }

        [Function("Fine")]
        public string Fine([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "fine";
    }

    [Fact]
    public async Task A_function_that_hangs_is_given_up_and_told_so()
    {
        var (journal, clock) = (new Journal(), new ManualClock());
        using var log = new ListLoggerProvider();
        await using var host = await TestFunctions.StartAsync<HangingFunctions>(
            options =>
            {
                options.Clock = clock;
                options.Settings["AzureFunctionsJobHost:functionTimeout"] = "00:05:00";
                options.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(log));
            },
            builder => builder.Services.AddSingleton(journal));

        var answer = host.Client.GetAsync("/api/Hangs", Cancellation);
        await Eventually.Holds(() => journal.Entries.Count == 1);
        await Eventually.Holds(() =>
        {
            clock.AdvanceAsync(TimeSpan.FromMinutes(1)).GetAwaiter().GetResult();
            return answer.IsCompleted;
        });

        Assert.Equal(HttpStatusCode.InternalServerError, (await answer).StatusCode);
        var problem = JsonNode.Parse(await (await answer).Content.ReadAsStringAsync(Cancellation))!;
        var line = Assert.Single(log.Of("MlFunctions.Emulator.Functions.FunctionRunner"));
        Assert.Contains("'Hangs' was given up after 00:05:00", line, StringComparison.Ordinal);
        Assert.Contains(problem["invocationId"]!.GetValue<string>(), line, StringComparison.Ordinal);
        Assert.Equal(["called", "cancelled"], journal.Entries);
        Assert.Equal("fine", await host.Client.GetStringAsync("/api/Fine", Cancellation));
    }
}
