using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Blobs;

/// <summary>Runs a blob function on a version of a blob until it succeeds, five times at most.</summary>
internal sealed class BlobDispatcher(FunctionRunner runner, BlobReceipts receipts, ILogger<BlobDispatcher> logger)
{
    private const int MaxTries = 5;

    /// <summary>Tries until the receipt is settled; leaves it open when the host stops.</summary>
    /// <param name="trigger">The function.</param>
    /// <param name="blob">The version, and the values of the pattern's expressions.</param>
    /// <param name="slots">Bounds how many functions run at once; not held between tries.</param>
    /// <param name="piece">What this is of the listener's work; not under way between tries.</param>
    /// <param name="stopping">The host stops.</param>
    public async Task DispatchAsync(BlobTrigger trigger, BlobEvent blob, SemaphoreSlim slots, WorkInHand.Piece piece, CancellationToken stopping)
    {
        var function = trigger.Function.Name;
        while (true)
        {
            await slots.WaitAsync(stopping);
            int tries;
            Exception? failure;
            try
            {
                tries = await receipts.BeginTryAsync(function, blob.Blob);
                failure = await TryAsync(trigger, blob, stopping);
            }
            finally
            {
                slots.Release();
            }

            if (failure is null)
            {
                await receipts.SucceedAsync(function, blob.Blob);
                return;
            }

            if (stopping.IsCancellationRequested)
            {
                await receipts.TakeBackTryAsync(function, blob.Blob);
                return;
            }

            if (tries >= MaxTries)
            {
                await receipts.PoisonAsync(function, blob.Blob, failure.Message);
                logger.BlobPoisoned(function, blob.Blob.Path, tries);
                return;
            }

            await piece.DelayAsync(TimeSpan.FromSeconds(1 << (tries - 1)), stopping);
        }
    }

    /// <summary>Runs the function once, and keeps no receipt of it.</summary>
    public async Task RunOnceAsync(BlobTrigger trigger, BlobEvent blob, SemaphoreSlim slots, CancellationToken stopping)
    {
        await slots.WaitAsync(stopping);
        try
        {
            await TryAsync(trigger, blob, stopping);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<Exception?> TryAsync(BlobTrigger trigger, BlobEvent blob, CancellationToken stopping)
    {
        try
        {
            await runner.InvokeAsync(trigger.Function, blob, _ => blob.BindingData(trigger.Store.UriOf(blob.Blob.Path)), stopping);
            return null;
        }
        catch (Exception exception) when (exception is not StateException)
        {
            // The runner has logged it; whether it is tried again is decided by the caller.
            return exception;
        }
    }
}
