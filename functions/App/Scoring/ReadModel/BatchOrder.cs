namespace MlFunctions.Scoring;

/// <summary>
/// The place of a batch among those of its pipeline, as a text that sorts newest first by ordinal comparison: what is left of time at its
/// creation, then its id. It is also the cursor of a page, so that batches which come meanwhile neither repeat nor skip one.
/// </summary>
internal static class BatchOrder
{
    private const int TimeLength = 19;

    /// <summary>The place of a batch.</summary>
    public static string Of(DateTimeOffset created, string batchId) => $"{Before(created)}:{batchId}";

    /// <summary>The place before every batch of an instant or earlier, and after every later one.</summary>
    public static string Before(DateTimeOffset created) => (long.MaxValue - created.UtcTicks).ToString("d19", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The batch at a place.</summary>
    public static string BatchIdOf(string place) => place[(TimeLength + 1)..];

    /// <summary>Whether a text that a client sent is a place.</summary>
    public static bool IsPlace(string text) => text.Length > TimeLength + 1 && text[TimeLength] == ':' && !text.AsSpan(0, TimeLength).ContainsAnyExceptInRange('0', '9');
}
