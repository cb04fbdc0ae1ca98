using Microsoft.DurableTask;

namespace MlFunctions.LocalHost.CrashApp;

/// <summary>The orchestrations that are killed: one of each pattern, each with a result that can be told in advance.</summary>
internal static class Workloads
{
    /// <summary>How many events an <c>Events</c> orchestration waits for.</summary>
    public const int EventCount = 4;

    public static readonly IReadOnlyDictionary<string, (Func<TaskOrchestrationContext, Task<int>> Code, int Result)> All =
        new Dictionary<string, (Func<TaskOrchestrationContext, Task<int>>, int)>(StringComparer.Ordinal)
        {
            ["FanOut"] = (FanOutAsync, Enumerable.Range(0, 20).Sum(n => n * n)),
            ["Parent"] = (ParentAsync, 3 * ((1 * 1) + (2 * 2))),
            ["Child"] = (ChildAsync, (1 * 1) + (2 * 2)),
            ["Events"] = (EventsAsync, Enumerable.Range(0, EventCount).Sum()),
            ["Timers"] = (TimersAsync, 0 + 1 + 4),
            ["Generations"] = (GenerationsAsync, Enumerable.Range(1, 6).Sum(n => n * n)),
            ["Retries"] = (RetriesAsync, 49),
        };

    /// <summary>Those that the program starts itself.</summary>
    public static readonly IReadOnlyList<string> Started = ["FanOut", "Parent", "Events", "Timers", "Generations", "Retries"];

    private static async Task<int> FanOutAsync(TaskOrchestrationContext context) =>
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(n => context.CallActivityAsync<int>("Square", n)))).Sum();

    private static async Task<int> ParentAsync(TaskOrchestrationContext context) =>
        (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.CallSubOrchestratorAsync<int>("Child")))).Sum();

    private static async Task<int> ChildAsync(TaskOrchestrationContext context) =>
        await context.CallActivityAsync<int>("Square", 1) + await context.CallActivityAsync<int>("Square", 2);

    /// <summary>An event that was sent but not acknowledged is sent again, so each is taken once by its number.</summary>
    private static async Task<int> EventsAsync(TaskOrchestrationContext context)
    {
        var seen = new HashSet<int>();
        while (seen.Count < EventCount)
            seen.Add(await context.WaitForExternalEvent<int>("Number"));
        return seen.Sum();
    }

    private static async Task<int> TimersAsync(TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var i = 0; i < 3; i++)
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(15), CancellationToken.None);
            sum += await context.CallActivityAsync<int>("Square", i);
        }

        return sum;
    }

    private static async Task<int> GenerationsAsync(TaskOrchestrationContext context)
    {
        var (sum, next) = context.GetInput<(int Sum, int Next)>();
        if (next == 0)
            next = 1;
        sum += await context.CallActivityAsync<int>("Square", next);
        if (next < 6)
            context.ContinueAsNew((sum, next + 1));
        return sum;
    }

    private static Task<int> RetriesAsync(TaskOrchestrationContext context) => context.CallActivityAsync<int>(
        "SquareAtSecondTry", 7, new TaskOptions(new RetryPolicy(3, TimeSpan.FromMilliseconds(10))));
}
