namespace MlFunctions.Learning;

/// <summary>Ways to divide rows into folds for cross-validation.</summary>
public static class Folds
{
    /// <summary>Rows dealt out at random: every row is tested on once, and fold sizes differ by one at most.</summary>
    /// <param name="rows">How many rows there are, at least <paramref name="count"/>.</param>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="seed">Where the randomness starts.</param>
    public static IReadOnlyList<Fold> Random(int rows, int count, ulong seed)
    {
        Check(rows, count);
        var order = Enumerable.Range(0, rows).ToArray();
        new RandomStream(seed).Shuffle(order.AsSpan());
        var foldOf = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            foldOf[order[i]] = i % count;
        }

        return ByNumber(foldOf, count);
    }

    /// <summary>Rows dealt out at random such that every fold has its share of every stratum, to the nearest row.</summary>
    /// <param name="strata">The stratum of every row, e.g. its class; at least <paramref name="count"/> rows.</param>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="seed">Where the randomness starts.</param>
    public static IReadOnlyList<Fold> Stratified(ReadOnlySpan<int> strata, int count, ulong seed)
    {
        Check(strata.Length, count);
        var order = Enumerable.Range(0, strata.Length).ToArray();
        new RandomStream(seed).Shuffle(order.AsSpan());
        var byStratum = strata.ToArray();
        var foldOf = new int[strata.Length];
        // Dealing goes on from one stratum to the next, so that the folds stay equally large.
        var dealt = 0;
        foreach (var row in order.OrderBy(row => byStratum[row]))
        {
            foldOf[row] = dealt++ % count;
        }

        return ByNumber(foldOf, count);
    }

    /// <summary>Rows in order of time: each fold is tested on a block of rows and trained on all rows before it.</summary>
    /// <param name="rows">How many rows there are, more than <paramref name="count"/>.</param>
    /// <param name="count">How many folds, at least 2.</param>
    public static IReadOnlyList<Fold> TimeOrdered(int rows, int count)
    {
        Check(rows, count + 1);
        var block = rows / (count + 1);
        return
        [
            .. Enumerable.Range(0, count).Select(f =>
            {
                var start = rows - (count - f) * block;
                return new Fold(f, [.. Enumerable.Range(0, start)], [.. Enumerable.Range(start, block)]);
            }),
        ];
    }

    private static void Check(int rows, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (rows < count)
        {
            throw new ArgumentException($"{rows} rows cannot be divided into {count} folds; take fewer folds or more rows.", nameof(rows));
        }
    }

    private static Fold[] ByNumber(int[] foldOf, int count) =>
    [
        .. Enumerable.Range(0, count).Select(f => new Fold(
            f,
            [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] != f)],
            [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] == f)])),
    ];
}
