using MlFunctions.Learning;
using MlFunctions.Preparation;

namespace MlFunctions.Pipelines;

/// <summary>
/// What a pipeline learns, from what, and when its models are good enough: the content of <c>pipeline.json</c>, validated.
/// Made by <see cref="DefinitionParser"/>, which names every fault by JSON path.
/// </summary>
public sealed record PipelineDefinition
{
    /// <summary>The name in routes and paths: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What is to be learned.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>What a row is described by, in the order in which rows without names are read.</summary>
    public required IReadOnlyList<FeatureDefinition> Features { get; init; }

    /// <summary>What is predicted; several give several outputs. Of clustering it says what answers call the cluster.</summary>
    public required IReadOnlyList<TargetDefinition> Targets { get; init; }

    /// <summary>How files are read and how many bad rows are accepted.</summary>
    public IngestionDefinition Ingestion { get; init; } = new();

    /// <summary>Files of other kinds that are joined to the pipeline's own, in order of name; features come only of all of them together.</summary>
    public IReadOnlyList<SourceDefinition> Sources { get; init; } = [];

    /// <summary>The features that are made of earlier rows.</summary>
    public IReadOnlyList<SeriesFeatures> Series { get; init; } = [];

    /// <summary>The column that says whom a row is about, by which features are kept online; null: they are not.</summary>
    public string? Entity { get; init; }

    /// <summary>The steps that make features of a row, in order; empty: what is sensible for the features' types.</summary>
    public IReadOnlyList<TransformDefinition> Preparation { get; init; } = [];

    /// <summary>How the holdout is set apart.</summary>
    public SplitDefinition Split { get; init; } = new();

    /// <summary>The trainers that compete, each with the hyperparameters to search.</summary>
    public required IReadOnlyList<CandidateDefinition> Candidates { get; init; }

    /// <summary>How many folds the search validates on; at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The name of the metric that ranks candidates.</summary>
    public required string Metric { get; init; }

    /// <summary>What a model must pass before it serves.</summary>
    public GateDefinition Gates { get; init; } = new();

    /// <summary>That somebody has to approve of a model that passed the gates; null: nobody.</summary>
    public ApprovalDefinition? Approval { get; init; }

    /// <summary>What starts a run by itself.</summary>
    public RetrainDefinition Retrain { get; init; } = new();

    /// <summary>For how long what is dated is kept; null: for ever.</summary>
    public RetentionDefinition? Retention { get; init; }

    /// <summary>How predictions are served.</summary>
    public ServingDefinition Serving { get; init; } = new();

    /// <summary>The targets that files have a column of: all, but none where clusters are to be found.</summary>
    public IReadOnlyList<TargetDefinition> TargetColumns => Task == LearningTask.Clustering ? [] : Targets;

    /// <summary>All that a row brings to a model: <see cref="Features"/>, then those that <see cref="Series"/> make, which a row may leave out.</summary>
    public IReadOnlyList<FeatureDefinition> Inputs =>
        [.. Features, .. Series.SelectMany(s => s.Names).Select(name => new FeatureDefinition { Name = name, Type = FeatureType.Number, Optional = true, IsLookedBack = true })];

    /// <summary>The features that files have a column of: all, but none of a forecast, whose one feature is the step ahead.</summary>
    public IReadOnlyList<FeatureDefinition> FeatureColumns => Task == LearningTask.Forecast ? [] : Features;
}
