namespace MlFunctions.Http;

/// <summary>How many requests one caller may make: section <c>RateLimit</c> of the settings. Without it there is no limit.</summary>
internal sealed record RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimit";

    /// <summary>How many requests a second one key may make in the long run, at least 1; without keys, one address.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>How many it may make at once after a pause; at least 1, by default as many as in a second.</summary>
    public int Burst { get; init; }

    /// <summary>What the settings say.</summary>
    /// <param name="requestsPerSecond">The setting <c>RateLimit:RequestsPerSecond</c>.</param>
    /// <param name="burst">The setting <c>RateLimit:Burst</c>; null: it is not set.</param>
    /// <exception cref="InvalidOperationException">A setting is not a whole number of at least 1.</exception>
    public static RateLimitOptions Parse(string requestsPerSecond, string? burst)
    {
        var perSecond = Positive(requestsPerSecond, nameof(RequestsPerSecond));
        return new RateLimitOptions { RequestsPerSecond = perSecond, Burst = burst is null ? perSecond : Positive(burst, nameof(Burst)) };
    }

    private static int Positive(string value, string name) => int.TryParse(value, out var number) && number > 0
        ? number
        : throw new InvalidOperationException($"The setting {Section}:{name} is '{value}', expected a whole number of at least 1.");
}
