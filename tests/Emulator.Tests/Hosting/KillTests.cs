using System.Globalization;
using MlFunctions.Emulator.Tests.Testing;

namespace MlFunctions.Emulator.Tests.Hosting;

/// <summary>The app as a process, killed and started again on the same state.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 6;

    private readonly string state = Directory.CreateTempSubdirectory().FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Ledger => File.Exists(LedgerFile) ? File.ReadAllLines(LedgerFile) : [];

    private string LedgerFile => Path.Combine(state, "ledger.txt");

    public void Dispose() => Directory.Delete(state, recursive: true);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        var random = new Random(42);
        var (messages, sums, blobs) = (new List<string>(), new List<string>(), new List<string>());
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var app = AppProcess.Start("--state", state, "--port", "0");
            using var client = new HttpClient { BaseAddress = await app.Address };
            var until = Ledger.Length + random.Next(1, 60);
            for (var number = 0; Ledger.Length < until; number++)
            {
                var id = $"{kill}-{number}";
                Assert.True((await client.PostAsync($"/api/messages/{id}", content: null, Cancellation)).IsSuccessStatusCode);
                messages.Add(id);
                if (number % 8 == 0)
                {
                    Assert.True((await client.PostAsync($"/api/sums/{id}/10", content: null, Cancellation)).IsSuccessStatusCode);
                    sums.Add(id);
                    blobs.Add(id);
                    await DropAsync(id);
                }
            }

            await app.KillAsync();
        }

        await using var last = AppProcess.Start("--state", state, "--port", "0");
        using var reader = new HttpClient { BaseAddress = await last.Address };
        foreach (var sum in sums)
        {
            // 1² + … + 10² = 385.
            Assert.Equal("385", await WaitForSumAsync(reader, sum));
        }

        var expected = messages.Select(id => $"message {id}").Concat(blobs.Select(id => $"blob {id}")).ToHashSet(StringComparer.Ordinal);
        await Eventually.Holds(() => expected.IsSubsetOf(Ledger));
        var again = Ledger.Length - Ledger.Distinct(StringComparer.Ordinal).Count();
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{Kills} kills, {messages.Count} messages, {sums.Count} orchestrations, {blobs.Count} blobs: {again} deliveries came again."));
    }

    private async Task DropAsync(string name)
    {
        var directory = Directory.CreateDirectory(Path.Combine(state, "blobs", "ledger")).FullName;
        var unfinished = Path.Combine(directory, $".{name}");
        await File.WriteAllTextAsync(unfinished, name, Cancellation);
        File.Move(unfinished, Path.Combine(directory, name));
    }

    private static async Task<string> WaitForSumAsync(HttpClient client, string id)
    {
        while (true)
        {
            var response = await client.GetAsync($"/api/sums/{id}", Cancellation);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadAsStringAsync(Cancellation);
            }

            await Task.Delay(10, Cancellation);
        }
    }
}
