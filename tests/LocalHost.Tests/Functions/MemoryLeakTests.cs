using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MlFunctions.LocalHost.Tests.State;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Functions;

public sealed class MemoryLeakTests
{
    private const int HeapMebibytes = 256;
    private const int LeakMebibytes = 32;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_that_leaks_all_memory_is_dead_lettered_and_the_host_goes_on()
    {
        using var state = new TemporaryFolder();
        await using var app = AppProcess.StartWithHeapLimit(HeapMebibytes, "--state", state.Path, "--port", "0");
        using var client = new HttpClient { BaseAddress = await app.Address };

        // As long as it takes: messages that come one by one leak as well before the last does not fit.
        for (var sent = 0; (await CountsAsync(client)).DeadLetters == 0; sent++)
        {
            Assert.InRange(sent, 0, 10_000);
            await SendAsync(client, LeakMebibytes);
        }

        await Eventually.Is(() => CountsAsync(client), counts => counts.Waiting == 0);
        var before = (await CountsAsync(client)).DeadLetters;
        for (var message = 0; message < 3; message++)
        {
            await SendAsync(client, mebibytes: 0);
        }

        await Eventually.Is(() => CountsAsync(client), counts => counts.Waiting == 0);
        Assert.Equal(before, (await CountsAsync(client)).DeadLetters);
        Assert.Equal("Hello, Ada!", await client.GetStringAsync("/api/greet/Ada", Cancellation));
        await app.KillAsync();
        var (deadLettered, failures) = (app.Errors.Where(line => line.Contains("is dead-lettered", StringComparison.Ordinal)).ToArray(), app.Errors.Where(line => !line.Contains("is dead-lettered", StringComparison.Ordinal)).ToArray());
        Assert.NotEmpty(deadLettered);
        Assert.All(failures, line => Assert.Matches("ERROR .* Function 'Leak' failed \\(invocation [0-9a-f-]{36}\\). OutOfMemoryException", line));
        // Every delivery failed, the tenth as the last.
        Assert.InRange(failures.Length, 10, int.MaxValue);
    }

    private static async Task SendAsync(HttpClient client, int mebibytes)
    {
        using var answer = await client.PostAsJsonAsync("/admin/functions/Leak", new { input = $"{mebibytes}" }, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<(int Waiting, int DeadLetters)> CountsAsync(HttpClient client)
    {
        var counts = await client.GetFromJsonAsync<JsonNode>("/admin/servicebus/messages?entity=leaking", Cancellation);
        return (counts!["count"]!.GetValue<int>(), counts["deadLetters"]!.GetValue<int>());
    }
}
