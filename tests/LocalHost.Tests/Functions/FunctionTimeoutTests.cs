using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Functions;

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

    /// <summary>Functions that block their thread until the test ends.</summary>
    public sealed class StuckFunctions(Journal journal, ManualResetEventSlim testEnds)
    {
        [Function("Request")]
        public string Request([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Block();

        [Function("Message")]
        public void Message([ServiceBusTrigger("stuck")] string message) => Block();

        [Function("Batch")]
        public void Batch([ServiceBusTrigger("stuck-batches", IsBatched = true)] string[] messages) => Block();

        [Function("Blob")]
        public void Blob([BlobTrigger("stuck/{name}")] string content) => Block();

        [Function("Timer")]
        public void Timer([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => Block();

        [Function("Activity")]
        public string Activity([ActivityTrigger] string input) => Block();

        [Function("Orchestration")]
        public static Task<string> Orchestration([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Activity", "x");

        [Function("Fine")]
        public static string Fine([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "fine";

        private string Block()
        {
            journal.Add("called");
            testEnds.Wait(CancellationToken.None);
            return "too late";
        }
    }

    public static TheoryData<string, Func<FunctionsTestHost, Task>> Starts => new()
    {
        { "Request", host => host.Client.GetAsync("/api/Request", Cancellation) },
        { "Message", host => host.SendMessageAsync("stuck", "x") },
        { "Batch", host => host.SendMessageAsync("stuck-batches", "x") },
        { "Blob", host => host.UploadBlobAsync("stuck/x", "x") },
        { "Timer", host => host.FireTimerAsync("Timer") },
        { "Activity", host => host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Orchestration", Cancellation) },
    };

    [Theory]
    [MemberData(nameof(Starts), DisableDiscoveryEnumeration = true)]
    public async Task A_function_that_never_gives_its_thread_back_is_given_up_and_told_so(string function, Func<FunctionsTestHost, Task> start)
    {
        var (journal, clock) = (new Journal(), new ManualClock());
        using var log = new ListLoggerProvider();
        using var testEnds = new ManualResetEventSlim();
        await using var host = await TestFunctions.StartAsync<StuckFunctions>(
            options =>
            {
                options.Clock = clock;
                options.Settings["AzureFunctionsJobHost:functionTimeout"] = "00:05:00";
                options.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(log));
            },
            builder => builder.Services.AddSingleton(journal).AddSingleton(testEnds));
        try
        {
            var started = start(host);
            await Eventually.Holds(() => journal.Entries.Count == 1);
            await Eventually.Holds(() =>
            {
                clock.AdvanceAsync(TimeSpan.FromMinutes(1)).GetAwaiter().GetResult();
                return log.Of("MlFunctions.LocalHost.Functions.FunctionRunner").Any();
            });

            Assert.Matches(
                $@"^Function '{function}' was given up after 00:05:00 \(invocation [0-9a-f-]{{36}}\)",
                log.Of("MlFunctions.LocalHost.Functions.FunctionRunner").First());
            if (started is Task<HttpResponseMessage> answer)
                Assert.Equal(HttpStatusCode.InternalServerError, (await answer).StatusCode);
            Assert.Equal("fine", await host.Client.GetStringAsync("/api/Fine", Cancellation));
        }
        finally
        {
            testEnds.Set();
        }
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
        var line = Assert.Single(log.Of("MlFunctions.LocalHost.Functions.FunctionRunner"));
        Assert.Contains("'Hangs' was given up after 00:05:00", line, StringComparison.Ordinal);
        Assert.Contains(problem["invocationId"]!.GetValue<string>(), line, StringComparison.Ordinal);
        Assert.Equal(["called", "cancelled"], journal.Entries);
        Assert.Equal("fine", await host.Client.GetStringAsync("/api/Fine", Cancellation));
    }
}
