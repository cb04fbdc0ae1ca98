namespace MlFunctions.Deployment;

/// <summary>The models of a pipeline that have been deployed, and which of them serves. Immutable; changed by <see cref="ModelRegistryStore"/> alone.</summary>
internal sealed record ModelRegistry
{
    /// <summary>The registry before the first model.</summary>
    public static ModelRegistry Empty { get; } = new();

    /// <summary>The version that serves; null: none yet.</summary>
    public int? Champion { get; init; }

    /// <summary>The version that served before.</summary>
    public int? Previous { get; init; }

    /// <summary>Every version, oldest first.</summary>
    public IReadOnlyList<RegisteredModel> Versions { get; init; } = [];

    /// <summary>Every change of champion, oldest first.</summary>
    public IReadOnlyList<Promotion> History { get; init; } = [];

    /// <summary>The version that a run has registered, or null.</summary>
    public RegisteredModel? OfRun(string runId) => Versions.FirstOrDefault(v => v.RunId == runId);

    /// <summary>The registry with one more version, which serves from now on.</summary>
    public ModelRegistry Deploy(RegisteredModel model) =>
        (this with { Versions = [.. Versions, model] }).Promote(model.Version, model.Deployed, $"run {model.RunId}");

    /// <summary>The registry in which a version that it has serves from now on.</summary>
    public ModelRegistry Promote(int version, DateTimeOffset at, string by) => this with
    {
        Champion = version,
        Previous = Champion,
        History = [.. History, new Promotion(version, Champion, at, by)],
    };
}
