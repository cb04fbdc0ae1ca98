using System.Security.Cryptography;
using System.Text.Json;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>
/// The work that one candidate is in a run, named by all that it depends on: rows, code, the candidate's definition, folds and metric.
/// What comes of it is kept under <c>steps/{pipeline}/{id}/</c>, where any run of the same finds it.
/// </summary>
public sealed class SearchStep
{
    private readonly string _pipeline;
    private readonly string _id;

    private SearchStep(string pipeline, string id, PipelineDefinition definition, CandidateDefinition candidate, CandidateSearch search)
    {
        _pipeline = pipeline;
        _id = id;
        Definition = definition;
        Candidate = candidate;
        Search = search;
    }

    /// <summary>The pipeline's definition.</summary>
    public PipelineDefinition Definition { get; }

    /// <summary>The candidate's part of it.</summary>
    public CandidateDefinition Candidate { get; }

    /// <summary>The search of its hyperparameters.</summary>
    public CandidateSearch Search { get; }

    /// <summary>Where the trained candidate is kept.</summary>
    public ArtifactPath Package => new(Containers.Steps, $"{_pipeline}/{_id}/candidate.zip");

    /// <summary>The work that a candidate of a run is.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="index">Which candidate, from 0.</param>
    /// <param name="trainers">Where it finds its trainer.</param>
    public static SearchStep Of(RunPlan plan, PipelineDefinition definition, int index, TrainerCatalog trainers)
    {
        var candidate = definition.Candidates[index];
        var search = CandidateSearch.Of(candidate, trainers.Get(candidate.Trainer), definition.Split.Seed);

        // The hash of the rows stands for the split with its seed, and for the code, too.
        var depends = new { plan.RowsHash, candidate.Trainer, candidate.Grid, candidate.Ranges, candidate.Search, definition.Folds, definition.Metric };
        var id = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(depends, AppJson.Stored)))[..16];
        return new SearchStep(plan.Pipeline, id, definition, candidate, search);
    }

    /// <summary>Where the scores of a fold are kept.</summary>
    public ArtifactPath Scores(int round, int fold) => new(Containers.Steps, $"{_pipeline}/{_id}/round-{round}-fold-{fold}.json");
}
