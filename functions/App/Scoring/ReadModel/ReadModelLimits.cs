using Microsoft.Extensions.Configuration;

namespace MlFunctions.Scoring;

/// <summary>How much the read model holds. What it no longer holds is in the score store still.</summary>
/// <param name="TimeToLive">How long a batch is held.</param>
/// <param name="MaximumBatches">How many batches of a pipeline are held; the oldest go first.</param>
public sealed record ReadModelLimits(TimeSpan TimeToLive, int MaximumBatches)
{
    /// <summary>The limits of the settings <c>ReadModel:TimeToLive</c> (default 7 days) and <c>ReadModel:MaximumBatches</c> (default 100,000).</summary>
    /// <exception cref="InvalidOperationException">One of them is not above zero.</exception>
    public static ReadModelLimits Of(IConfiguration configuration)
    {
        var limits = new ReadModelLimits(
            configuration.GetValue("ReadModel:TimeToLive", TimeSpan.FromDays(7)),
            configuration.GetValue("ReadModel:MaximumBatches", 100_000));
        return limits.TimeToLive > TimeSpan.Zero && limits.MaximumBatches > 0
            ? limits
            : throw new InvalidOperationException($"ReadModel:TimeToLive is {limits.TimeToLive} and ReadModel:MaximumBatches is {limits.MaximumBatches}; both must be above zero.");
    }
}
