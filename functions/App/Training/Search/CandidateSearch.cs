using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Training;

/// <summary>
/// The search of one candidate's hyperparameters, as its definition says, in rounds: a grid and a random search have one,
/// successive halving as many as it takes. Deterministic, so that every activity of a run works out the same.
/// </summary>
public sealed class CandidateSearch
{
    private readonly int _factor;
    private readonly ulong _seed;

    private CandidateSearch(IReadOnlyList<Candidate> combinations, int rounds, int factor, ulong seed)
    {
        Combinations = combinations;
        Rounds = rounds;
        _factor = factor;
        _seed = seed;
    }

    /// <summary>What the first round tries.</summary>
    public IReadOnlyList<Candidate> Combinations { get; }

    /// <summary>How many rounds there are.</summary>
    public int Rounds { get; }

    /// <summary>The search that a definition asks for.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="trainer">Its trainer, which knows which hyperparameters are whole.</param>
    /// <param name="seed">Where all draws start.</param>
    /// <exception cref="ArgumentException">There are more combinations than one search may have.</exception>
    public static CandidateSearch Of(CandidateDefinition candidate, ITrainer trainer, ulong seed)
    {
        var combinations = candidate.Search.Count is { } count
            ? RandomSearch.Candidates(candidate.Trainer, Ranges(candidate, trainer), count, seed)
            : GridSearch.Candidates(candidate.Trainer, candidate.Grid);
        var rounds = candidate.Search.Strategy == SearchStrategy.SuccessiveHalving
            ? SuccessiveHalving.Rounds(combinations.Count, candidate.Search.Factor)
            : 1;
        return new CandidateSearch(combinations, rounds, candidate.Search.Factor, seed);
    }

    /// <summary>The folds of a round; the last one has all rows.</summary>
    public IReadOnlyList<Fold> FoldsOf(IReadOnlyList<Fold> folds, int round) => SuccessiveHalving.FoldsOf(folds, round, Rounds, _seed, _factor);

    /// <summary>What the round after this one tries; empty where everything has failed.</summary>
    public IReadOnlyList<Candidate> After(SearchResult round) => SuccessiveHalving.Survivors(round, _factor);

    private static Dictionary<string, HyperparameterRange> Ranges(CandidateDefinition candidate, ITrainer trainer)
    {
        var ranges = candidate.Grid.ToDictionary(entry => entry.Key, entry => HyperparameterRange.Of(entry.Value), StringComparer.Ordinal);
        foreach (var (name, range) in candidate.Ranges)
        {
            ranges[name] = trainer.Hyperparameters.First(h => h.Name == name).IsWhole
                ? HyperparameterRange.Whole((int)range.From, (int)range.To, range.Logarithmic)
                : HyperparameterRange.Real(range.From, range.To, range.Logarithmic);
        }

        return ranges;
    }
}
