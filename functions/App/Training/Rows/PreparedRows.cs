using MlFunctions.Learning;
using MlFunctions.Preparation;

namespace MlFunctions.Training;

/// <summary>The training rows of a run, prepared and encoded as some of its trainers take them. Safe to use from several threads.</summary>
public sealed class PreparedRows
{
    private readonly Lazy<CrossValidation> _whole;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly Func<IReadOnlyList<Fold>, CrossValidation> _over;

    /// <summary>Takes prepared rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="preparation">The preparation that was fitted to them.</param>
    /// <param name="folds">How they are divided for the search.</param>
    /// <param name="over">Makes the search over such folds.</param>
    public PreparedRows(Dataset data, FeaturePreparation preparation, IReadOnlyList<Fold> folds, Func<Dataset, IReadOnlyList<Fold>, CrossValidation> over)
    {
        (Data, Preparation, _folds) = (data, preparation, folds);
        _over = some => over(data, some);
        _whole = new Lazy<CrossValidation>(() => _over(_folds));
    }

    /// <summary>The rows.</summary>
    public Dataset Data { get; }

    /// <summary>The preparation that was fitted to them.</summary>
    public FeaturePreparation Preparation { get; }

    /// <summary>The folds of one round of a search. Those of whole rounds are shared by all candidates; the smaller ones of early rounds are made anew.</summary>
    public CrossValidation CrossValidation(CandidateSearch search, int round) =>
        round == search.Rounds - 1 ? _whole.Value : _over(search.FoldsOf(_folds, round));
}
