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
        return Grouped([.. Enumerable.Range(0, rows)], new int[rows], count, seed);
    }

    /// <summary>Rows dealt out at random such that every fold has its share of every stratum, to the nearest row.</summary>
    /// <param name="strata">The stratum of every row, e.g. its class; at least <paramref name="count"/> rows.</param>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="seed">Where the randomness starts.</param>
    public static IReadOnlyList<Fold> Stratified(ReadOnlySpan<int> strata, int count, ulong seed)
    {
        Check(strata.Length, count);
        return Grouped([.. Enumerable.Range(0, strata.Length)], strata, count, seed);
    }

    /// <summary>
    /// Groups dealt out at random, the largest first, each to the fold that has fewest rows of its stratum and, of equal ones, fewest rows:
    /// rows of one group are tested on together. With fewer groups than folds some folds are empty.
    /// </summary>
    /// <param name="groups">The group of every row, counted from 0.</param>
    /// <param name="strata">The stratum of every row, counted from 0; a group is of the stratum of its first row.</param>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="seed">Where the randomness starts.</param>
    public static IReadOnlyList<Fold> Grouped(ReadOnlySpan<int> groups, ReadOnlySpan<int> strata, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var groupOf = groups.ToArray();
        var stratumOf = strata.ToArray();
        if (IsEachRowAGroup(groupOf))
        {
            return Dealt(stratumOf, count, seed);
        }

        var rowsOf = RowsOf(groupOf);
        var order = Enumerable.Range(0, rowsOf.Length).Where(group => rowsOf[group].Count > 0).ToArray();
        new RandomStream(seed).Shuffle(order.AsSpan());

        var foldOf = new int[groupOf.Length];
        var sizes = new int[count];
        foreach (var stratum in order.GroupBy(group => stratumOf[rowsOf[group][0]]).OrderBy(stratum => stratum.Key))
        {
            var ofStratum = new int[count];
            foreach (var group in stratum.OrderByDescending(group => rowsOf[group].Count))
            {
                var fold = Enumerable.Range(0, count).MinBy(f => (ofStratum[f], sizes[f]));
                ofStratum[fold] += rowsOf[group].Count;
                sizes[fold] += rowsOf[group].Count;
                rowsOf[group].ForEach(row => foldOf[row] = fold);
            }
        }

        return ByNumber(foldOf, count);
    }

    /// <summary>Rows in order of time: each fold is tested on a block of rows and trained on all rows before it.</summary>
    /// <param name="rows">How many rows there are, more than <paramref name="count"/>.</param>
    /// <param name="count">How many folds, at least 2.</param>
    public static IReadOnlyList<Fold> TimeOrdered(int rows, int count)
    {
        Check(rows, count + 1);
        return TimeOrdered([.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows)], count);
    }

    /// <summary>
    /// The same with rows in any order; rows of one time stay together, so that folds begin where a time does.
    /// With fewer times than folds some folds are empty.
    /// </summary>
    /// <param name="order">The rows in order of time, more than <paramref name="count"/>.</param>
    /// <param name="times">The time of each row of <paramref name="order"/>, rising.</param>
    /// <param name="count">How many folds, at least 2.</param>
    public static IReadOnlyList<Fold> TimeOrdered(ReadOnlySpan<int> order, ReadOnlySpan<double> times, int count)
    {
        Check(order.Length, count + 1);
        var rows = order.ToArray();
        var block = rows.Length / (count + 1);
        var starts = new int[count + 1];
        for (var f = 0; f <= count; f++)
        {
            starts[f] = TimeBoundary.Nearest(times, rows.Length - ((count - f) * block));
        }

        return [.. Enumerable.Range(0, count).Select(f => new Fold(f, [.. rows[..starts[f]].Order()], [.. rows[starts[f]..starts[f + 1]].Order()]))];
    }

    // Dealing goes on from one stratum to the next, so that the folds stay equally large.
    private static Fold[] Dealt(int[] stratumOf, int count, ulong seed)
    {
        var order = Enumerable.Range(0, stratumOf.Length).ToArray();
        new RandomStream(seed).Shuffle(order.AsSpan());
        var foldOf = new int[order.Length];
        var dealt = 0;
        foreach (var row in order.OrderBy(row => stratumOf[row]))
        {
            foldOf[row] = dealt++ % count;
        }

        return ByNumber(foldOf, count);
    }

    private static bool IsEachRowAGroup(int[] groupOf)
    {
        for (var row = 0; row < groupOf.Length; row++)
        {
            if (groupOf[row] != row)
            {
                return false;
            }
        }

        return true;
    }

    private static List<int>[] RowsOf(int[] groupOf)
    {
        var rowsOf = new List<int>[groupOf.Length == 0 ? 0 : groupOf.Max() + 1];
        for (var group = 0; group < rowsOf.Length; group++)
        {
            rowsOf[group] = [];
        }

        for (var row = 0; row < groupOf.Length; row++)
        {
            rowsOf[groupOf[row]].Add(row);
        }

        return rowsOf;
    }

    private static void Check(int rows, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (rows < count)
        {
            throw new ArgumentException($"{rows} rows cannot be divided into {count} folds; take fewer folds or more rows.", nameof(rows));
        }
    }

    private static Fold[] ByNumber(int[] foldOf, int count)
    {
        var tests = RowsOf(foldOf);
        return
        [
            .. Enumerable.Range(0, count).Select(f => new Fold(
                f,
                [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] != f)],
                f < tests.Length ? tests[f] : [])),
        ];
    }
}
