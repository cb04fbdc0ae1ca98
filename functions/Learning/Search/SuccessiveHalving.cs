namespace MlFunctions.Learning;

/// <summary>
/// Tries many candidates on few rows and the better ones on more (Jamieson and Talwalkar, "Non-stochastic best arm identification", 2016):
/// every round keeps the best 1/factor of the candidates and takes factor times as many rows, until all are used.
/// </summary>
public static class SuccessiveHalving
{
    /// <summary>Runs the rounds.</summary>
    /// <param name="trainers">Where candidates find their trainers.</param>
    /// <param name="task">What is learned.</param>
    /// <param name="data">The rows.</param>
    /// <param name="folds">How they are divided. A round trains on a share of each fold's training rows and scores on all its test rows.</param>
    /// <param name="metric">What is scored.</param>
    /// <param name="candidates">The candidates, at least one.</param>
    /// <param name="options">Seed, threads, clock, progress.</param>
    /// <param name="factor">By how much candidates become fewer and rows more, at least 2.</param>
    /// <param name="cancellationToken">Ends the search early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>One result a round; the last one's best is the winner, which was trained on all rows of the folds.</returns>
    public static IReadOnlyList<SearchResult> Run(
        TrainerCatalog trainers,
        LearningTask task,
        Dataset data,
        IReadOnlyList<Fold> folds,
        Metric metric,
        IReadOnlyList<Candidate> candidates,
        SearchOptions options,
        int factor = 3,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        var results = new List<SearchResult>();
        var remaining = candidates;
        var rounds = Rounds(candidates.Count, factor);
        for (var round = 0; round < rounds && (round == 0 || remaining.Count > 0); round++)
        {
            var smaller = FoldsOf(folds, round, rounds, options.Seed, factor);
            var result = new CrossValidation(trainers, task, data, smaller, metric).Run(remaining, options, cancellationToken);
            results.Add(result);
            remaining = Survivors(result, factor);
        }

        return results;
    }

    /// <summary>How many rounds it takes to come down to one candidate.</summary>
    /// <param name="candidates">With how many candidates it begins.</param>
    /// <param name="factor">By how much they become fewer, at least 2.</param>
    public static int Rounds(int candidates, int factor) => 1 + (int)Math.Ceiling(Math.Log(Math.Max(1, candidates)) / Math.Log(factor) - 1e-9);

    /// <summary>The folds of one round: the share of the training rows that it is due, and all test rows.</summary>
    /// <param name="folds">All rows.</param>
    /// <param name="round">Which round, from 0.</param>
    /// <param name="rounds">Of how many; the last one has all rows.</param>
    /// <param name="seed">Where the draw starts.</param>
    /// <param name="factor">By how much rows become more, at least 2.</param>
    public static IReadOnlyList<Fold> FoldsOf(IReadOnlyList<Fold> folds, int round, int rounds, ulong seed, int factor)
    {
        var share = Math.Pow(factor, round - rounds + 1);
        return [.. folds.Select(fold => Part(fold, share, seed))];
    }

    /// <summary>The candidates of the next round: the best 1/factor, without those that failed.</summary>
    public static IReadOnlyList<Candidate> Survivors(SearchResult round, int factor)
    {
        var keep = (round.Candidates.Count + factor - 1) / factor;
        return [.. round.Candidates.Where(c => c.Failure is null).Take(keep).Select(c => c.Candidate)];
    }

    // The same rows are drawn for every candidate, so that none is lucky.
    private static Fold Part(Fold fold, double share, ulong seed)
    {
        if (share >= 1)
        {
            return fold;
        }

        int[] rows = [.. fold.TrainRows];
        new RandomStream(seed, (ulong)fold.Number).Shuffle(rows.AsSpan());
        return fold with { TrainRows = [.. rows.Take(Math.Max(1, (int)(rows.Length * share))).Order()] };
    }
}
