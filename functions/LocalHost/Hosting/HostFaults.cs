using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Hosting;

/// <summary>
/// Stops the host, which then ends with an exit code that is not 0, when it can no longer do its work: a disk that is full, a state file that is gone.
/// What was acknowledged is in the state, and the next start goes on with it.
/// </summary>
internal sealed class HostFaults(IHostApplicationLifetime lifetime, CrashSwitch crash, ILogger<HostFaults> logger)
{
    private int _reported;

    /// <summary>Whether the host stops because of a fault.</summary>
    public bool HasFault => Volatile.Read(ref _reported) == 1;

    /// <summary>Watches over something that is to run until the host stops.</summary>
    public async Task GuardAsync(Func<Task> run, CancellationToken stopping)
    {
        try
        {
            await run();
        }
        catch (Exception) when (crash.HasCrashed || stopping.IsCancellationRequested)
        {
            // The host stops, or is gone: what was not acknowledged is delivered again at the next start.
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    /// <summary>Stops the host; only the first fault is told, as the others follow from it.</summary>
    public void Report(Exception exception)
    {
        if (!crash.HasCrashed && IsFirst())
        {
            logger.HostStopsForFault(exception is StateException ? null : exception, exception.Message);
            lifetime.StopApplication();
        }
    }

    /// <summary>Whether no fault has been told yet; from now on one has.</summary>
    public bool IsFirst() => Interlocked.Exchange(ref _reported, 1) == 0;
}
