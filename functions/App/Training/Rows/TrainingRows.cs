using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Training;

/// <summary>The training rows of a run, prepared and encoded once, and their division into folds. Safe to use from several threads.</summary>
public sealed class TrainingRows
{
    private readonly PipelineDefinition _definition;
    private readonly TrainerCatalog _trainers;
    private readonly Metric _metric;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly Lazy<CrossValidation> _whole;

    /// <summary>Takes rows and the folds that they are divided into.</summary>
    public TrainingRows(
        PipelineDefinition definition, Dataset data, FeaturePreparation preparation, TargetEncoding targets, int holdoutRows, IReadOnlyList<Fold> folds, TrainerCatalog trainers, Metric metric)
    {
        (_definition, _trainers, _metric, _folds) = (definition, trainers, metric, folds);
        (Data, Preparation, Targets, HoldoutRows) = (data, preparation, targets, holdoutRows);
        _whole = new Lazy<CrossValidation>(() => Over(_folds));
    }

    /// <summary>The rows.</summary>
    public Dataset Data { get; }

    /// <summary>The preparation that was fitted to them.</summary>
    public FeaturePreparation Preparation { get; }

    /// <summary>How their targets are encoded.</summary>
    public TargetEncoding Targets { get; }

    /// <summary>What people should know of the folds; null: nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>How many other rows the model will be tried on.</summary>
    public int HoldoutRows { get; }

    /// <summary>The folds of one round of a search. Those of whole rounds are shared by all candidates; the smaller ones of early rounds are made anew.</summary>
    public CrossValidation CrossValidation(CandidateSearch search, int round) =>
        round == search.Rounds - 1 ? _whole.Value : Over(search.FoldsOf(_folds, round));

    private CrossValidation Over(IReadOnlyList<Fold> folds) => new(_trainers, _definition.Task, Data, folds, _metric);
}
