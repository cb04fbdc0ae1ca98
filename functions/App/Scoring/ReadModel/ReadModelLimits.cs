using Microsoft.Extensions.Configuration;
using MlFunctions.Http;

namespace MlFunctions.Scoring;

/// <summary>How much the read model holds. What it no longer holds is in the score store still.</summary>
/// <param name="TimeToLive">How long a batch is held.</param>
/// <param name="MaximumBatches">How many batches of a pipeline are held; the oldest go first.</param>
public sealed record ReadModelLimits(TimeSpan TimeToLive, int MaximumBatches)
{
    /// <summary>How many bytes of batches are held in memory, all pipelines together.</summary>
    public long MaximumBytes { get; init; } = Limit.ReadModelBytes.Default;

    /// <summary>The limits of the settings <c>ReadModel:TimeToLive</c> (default 7 days), <c>ReadModel:MaximumBatches</c> and <c>ReadModel:MaximumBytes</c>.</summary>
    /// <exception cref="InvalidOperationException">The time to live is not above zero.</exception>
    public static ReadModelLimits Of(IConfiguration configuration, AppLimits limits)
    {
        var timeToLive = configuration.GetValue("ReadModel:TimeToLive", TimeSpan.FromDays(7));
        return timeToLive > TimeSpan.Zero
            ? new ReadModelLimits(timeToLive, limits.CountOf(Limit.ReadModelBatches)) { MaximumBytes = limits.Of(Limit.ReadModelBytes) }
            : throw new InvalidOperationException($"ReadModel:TimeToLive is {timeToLive}, expected a time above zero, such as 7.00:00:00.");
    }
}
