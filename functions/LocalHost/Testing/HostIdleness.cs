using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Testing;

/// <summary>Tells when a host has nothing left to do at the time of its clock.</summary>
internal sealed class HostIdleness(LocalFunctionsHost host)
{
    private readonly FunctionRunner _runner = host.Services.GetRequiredService<FunctionRunner>();
    private readonly StateStore _store = host.Services.GetRequiredService<StateStore>();

    /// <summary>Waits until there is nothing.</summary>
    /// <exception cref="TimeoutException">There still is something; the message says what.</exception>
    public async Task ReachAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (BusyWith() is { } busy)
        {
            if (Stopwatch.GetElapsedTime(start) > within)
            {
                throw new TimeoutException($"After {within} the host is still busy with {busy}. What waits for the clock inside a function waits for the test to move it.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }

    /// <summary>
    /// What one part hands to the next goes through a write or begins a function. So if each part was idle when it was asked, and
    /// neither has happened since before the first was asked, all were idle at once.
    /// </summary>
    private string? BusyWith()
    {
        var (ended, begun, writes) = (_runner.Ended, _runner.Begun, _store.Writes);
        return ended < begun ? $"{begun - ended} running functions"
            : host.Listeners.Select(listener => listener.BusyWith).FirstOrDefault(busy => busy is not null)
            ?? (_runner.Begun == begun && _store.Writes == writes ? null : "what has just begun");
    }
}
