namespace MlFunctions.Http;

/// <summary>One limit that the settings can change.</summary>
/// <param name="Setting">The name of the setting.</param>
/// <param name="Default">What holds where it is not set.</param>
/// <param name="Least">The least that it can be set to.</param>
/// <param name="Most">The most that it can be set to.</param>
/// <param name="What">What it limits.</param>
/// <param name="Beyond">What happens beyond it.</param>
public sealed record Limit(string Setting, long Default, long Least, long Most, string What, string Beyond)
{
    private const string Section = "Limits:";

    public static Limit DefinitionBytes { get; } = new(Section + "DefinitionBytes", 1 << 20, 1 << 10, 10 << 20, "bytes of a pipeline definition", "413");

    public static Limit SmallBodyBytes { get; } = new(Section + "SmallBodyBytes", 64 << 10, 1 << 10, 10 << 20, "bytes of the body of a command: a run, a promotion, a webhook, an approval, a split", "413");

    public static Limit TextCharacters { get; } = new(Section + "TextCharacters", 1_000, 100, 10_000, "characters of a text that is kept for people: `why`, `reason`, `comment`", "422");

    public static Limit Combinations { get; } = new(Section + "Combinations", 10_000, 1, 1_000_000, "combinations of hyperparameters that one run may try, all candidates together", "422");

    public static Limit QueuedRequests { get; } = new(Section + "QueuedRequests", 50, 1, 1_000, "different requests that the run which waits names as its reasons", "counted, not named; it is one run all the same");

    public static Limit EventStreams { get; } = new(Section + "EventStreams", 250, 1, 100_000, "event streams that an instance holds open at once", "429 for further streams; other requests are not touched");

    public static Limit EventStreamsPerKey { get; } = new(Section + "EventStreamsPerKey", 100, 1, 100_000, "of these, event streams of one key (without keys, of one address)", "429 for further streams of that key");

    public static Limit OpenApiPipelines { get; } = new(Section + "OpenApiPipelines", 100, 0, 10_000, "pipelines that `openapi.json` describes one by one", "described by the routes with `{pipeline}`; `?pipeline=` describes one");

    public static Limit ReadModelBatches { get; } = new("ReadModel:MaximumBatches", 100_000, 1, 100_000_000, "batches of a pipeline that the read model holds", "the oldest go; their scores are kept");

    public static Limit ReadModelBytes { get; } = new("ReadModel:MaximumBytes", 256L << 20, 1 << 20, 1L << 40, "bytes of batches that the read model in memory holds, all pipelines together", "the oldest go; their scores are kept");

    public static Limit WaitingBatches { get; } = new("Ingest:MaximumWaiting", 50_000, 1, 100_000_000, "batches that wait for their scores, all pipelines together", "429");

    /// <summary>Every limit, in the order of the documentation.</summary>
    public static IReadOnlyList<Limit> All { get; } =
    [
        DefinitionBytes, SmallBodyBytes, TextCharacters, Combinations, QueuedRequests, EventStreams, EventStreamsPerKey, OpenApiPipelines,
        WaitingBatches, ReadModelBatches, ReadModelBytes,
    ];

    /// <summary>Whether a setting is in the section of limits, so that one of another name is a mistake.</summary>
    public static bool IsOfSection(string setting) => setting.StartsWith(Section, StringComparison.OrdinalIgnoreCase);
}
