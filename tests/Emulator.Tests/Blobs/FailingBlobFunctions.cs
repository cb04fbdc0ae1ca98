using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Testing;
using MlFunctions.Emulator.Tests.Testing;

namespace MlFunctions.Emulator.Tests.Blobs;

/// <summary>A function that fails on every blob, on a clock that is moved until it is given up.</summary>
public sealed class FailingBlobFunctions(Journal journal, TimeProvider clock)
{
    [Function("Fails")]
    public void Fails([BlobTrigger("raw/{name}")] string content)
    {
        journal.Add(clock.GetUtcNow().ToString("O"));
        throw new InvalidDataException("cannot be read");
    }

    internal static Task<FunctionsTestHost> StartAsync(Journal journal, ManualClock clock, Action<FunctionsTestHostOptions> configure) => TestFunctions.StartAsync<FailingBlobFunctions>(
        options =>
        {
            options.Clock = clock;
            // The clock races ahead while functions run in real time.
            options.Settings["AzureFunctionsJobHost:functionTimeout"] = "-1";
            configure(options);
        },
        builder => builder.Services.AddSingleton(journal));

    internal static async Task AdvanceUntilPoisonAsync(FunctionsTestHost host, ManualClock clock)
    {
        while (host.PoisonBlobs.Count == 0)
        {
            await clock.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        }
    }
}
