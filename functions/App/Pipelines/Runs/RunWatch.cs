using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Pipelines;

/// <summary>
/// Lets the work of a run end with the run. Durable Functions tells an activity nothing of the termination of its orchestration, so it is
/// looked for while the work goes on.
/// </summary>
public sealed class RunWatch(TimeProvider clock, ILogger<RunWatch> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Does work that is cancelled when its run is terminated.</summary>
    /// <param name="durable">Knows of the run.</param>
    /// <param name="runId">The run.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">The app stops.</param>
    /// <exception cref="PipelineException">The run was terminated.</exception>
    public async Task<T> DoAsync<T>(DurableTaskClient durable, string runId, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var isTerminated = new CancellationTokenSource();
        var watching = WatchAsync(durable, runId, over, isTerminated);
        try
        {
            return await Task.Run(() => work(over.Token), cancellationToken);
        }
        catch (OperationCanceledException) when (isTerminated.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new PipelineException($"Run '{runId}' was terminated; what it was doing has been given up.");
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(DurableTaskClient durable, string runId, CancellationTokenSource over, CancellationTokenSource isTerminated)
    {
        try
        {
            do
            {
                await Task.Delay(Interval, clock, over.Token);
            }
            while (!await IsTerminatedAsync(durable, runId, over.Token));
            await isTerminated.CancelAsync();
            await over.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private async Task<bool> IsTerminatedAsync(DurableTaskClient durable, string runId, CancellationToken cancellationToken)
    {
        try
        {
            return await durable.GetInstanceAsync(runId, getInputsAndOutputs: false, cancellationToken) is { RuntimeStatus: OrchestrationRuntimeStatus.Terminated };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What cannot be asked now is no reason to give up.
            logger.RunNotWatched(exception, runId);
            return false;
        }
    }
}
