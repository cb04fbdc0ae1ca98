using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Blobs;

/// <summary>A function that fails on every blob, and notes when.</summary>
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
            configure(options);
        },
        builder => builder.Services.AddSingleton(journal));
}
