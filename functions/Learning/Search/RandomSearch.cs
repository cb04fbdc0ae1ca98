namespace MlFunctions.Learning;

/// <summary>Tries combinations drawn at random (Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012).</summary>
public static class RandomSearch
{
    /// <summary>The candidates of one trainer, drawn at random; equal draws are tried once, so there may be fewer than asked for.</summary>
    /// <param name="trainer">The name of the trainer.</param>
    /// <param name="ranges">By name what to draw from.</param>
    /// <param name="count">How many to draw.</param>
    /// <param name="seed">Where the randomness starts.</param>
    public static IReadOnlyList<Candidate> Candidates(string trainer, IReadOnlyDictionary<string, HyperparameterRange> ranges, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = new RandomStream(seed);
        var ordered = ranges.OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
        return
        [
            .. Enumerable.Range(0, count)
                .Select(_ => new HyperparameterSet(ordered.Select(r => KeyValuePair.Create(r.Key, r.Value.Draw(random)))))
                .Distinct()
                .Select(set => new Candidate(trainer, set)),
        ];
    }
}
