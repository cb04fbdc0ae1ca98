using System.Text.Json.Serialization;
using MlFunctions.Events;

namespace MlFunctions.Deployment;

/// <summary>The models of a pipeline that have been deployed, and which of them see requests. Immutable; changed by <see cref="ModelRegistryStore"/> alone.</summary>
public sealed record ModelRegistry
{
    // The champion may hand a row on twice; a third answer would come too late to be of use.
    private const int MaximumFallbacks = 2;

    /// <summary>The registry before the first model.</summary>
    public static ModelRegistry Empty { get; } = new();

    /// <summary>The version that serves; null: none yet.</summary>
    public int? Champion { get; init; }

    /// <summary>The version that served before.</summary>
    public int? Previous { get; init; }

    /// <summary>The version that answers some requests in the champion's place; null: none.</summary>
    public Canary? Canary { get; init; }

    /// <summary>The versions that score every request without answering.</summary>
    public IReadOnlyList<int> Shadows { get; init; } = [];

    /// <summary>Every version, oldest first.</summary>
    public IReadOnlyList<RegisteredModel> Versions { get; init; } = [];

    /// <summary>Every change of who sees requests, oldest first.</summary>
    public IReadOnlyList<Promotion> History { get; init; } = [];

    /// <summary>Who sees requests; null before the first model.</summary>
    [JsonIgnore]
    public Traffic? Traffic => Champion is { } champion ? new Traffic(champion, Canary, Shadows) : null;

    /// <summary>The versions that answer where the champion cannot, in order: the one that served before it, and the one before that.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Fallbacks =>
        [.. History.Reverse().Select(change => change.From).OfType<int>().Where(version => version != Champion).Distinct().Take(MaximumFallbacks)];

    /// <summary>The version that a run has registered, or null.</summary>
    public RegisteredModel? OfRun(string runId) => Versions.FirstOrDefault(v => v.RunId == runId);

    /// <summary>A version, or null.</summary>
    public RegisteredModel? Find(int version) => Versions.FirstOrDefault(v => v.Version == version);

    /// <summary>Whether there is a version of that number.</summary>
    public bool Has(int version) => Versions.Any(v => v.Version == version);

    /// <summary>The registry with one more version, which serves from now on.</summary>
    public ModelRegistry Deploy(RegisteredModel model) =>
        (this with { Versions = [.. Versions, model] }).Direct(WithChampion(model.Version), model.Deployed, $"run {model.RunId}", why: null);

    /// <summary>Who sees requests when a version becomes the champion: it is no longer canary or shadow.</summary>
    public Traffic WithChampion(int version) =>
        new(version, Canary?.Version == version ? null : Canary, [.. Shadows.Where(shadow => shadow != version)]);

    /// <summary>The registry in which others see requests from now on.</summary>
    public ModelRegistry Direct(Traffic traffic, DateTimeOffset at, string by, string? why, PipelineEventType? type = null) => this with
    {
        Champion = traffic.Champion,
        Previous = traffic.Champion == Champion ? Previous : Champion,
        Canary = traffic.Canary,
        Shadows = traffic.Shadows,
        History = [.. History, new Promotion(traffic.Champion, Champion, at, by, why, traffic.Canary, traffic.Shadows.Count > 0 ? traffic.Shadows : null) { Event = type }],
    };
}
