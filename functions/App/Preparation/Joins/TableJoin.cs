using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>Joins two tables by a key of words.</summary>
internal static class TableJoin
{
    /// <summary>Gives each row of the first table the columns of the row of the second that has its key; rows without one are left out.</summary>
    /// <param name="first">Any number of rows a key.</param>
    /// <param name="second">One row a key.</param>
    /// <param name="key">A column of words in both.</param>
    /// <exception cref="PreparationException">The key is not there, the second table has a key twice, or both have another column of the same name.</exception>
    public static JoinResult ByKey(SourceTable first, SourceTable second, string key)
    {
        var rows = RowByKey(Key(second, key), key);
        var keys = Key(first, key);
        var kept = new List<int>();
        var found = new List<int>();
        for (var r = 0; r < first.Rows; r++)
        {
            if (keys.Word(r) is { } word && rows.TryGetValue(word, out var row))
            {
                kept.Add(r);
                found.Add(row);
            }
        }

        var added = second.Take([.. found]).Columns.Where(c => c.Name != key).ToArray();
        if (Array.Find(added, c => first.Find(c.Name) is not null) is { } twice)
        {
            throw new PreparationException($"Both tables have a column '{twice.Name}'; only the key '{key}' may be in both.");
        }

        return new JoinResult(new SourceTable([.. first.Take([.. kept]).Columns, .. added]), first.Rows - kept.Count);
    }

    private static CategoryColumn Key(SourceTable table, string key) => table.Find(key) as CategoryColumn
        ?? throw new PreparationException($"'{key}' is no column of words; there are {string.Join(", ", table.Columns.OfType<CategoryColumn>().Select(c => c.Name))}.");

    private static Dictionary<string, int> RowByKey(CategoryColumn keys, string key)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var r = 0; r < keys.Rows; r++)
        {
            if (keys.Word(r) is { } word && !rows.TryAdd(word, r))
            {
                throw new PreparationException($"The second table has '{word}' as '{key}' twice, in rows {rows[word]} and {r}; each must be there once.");
            }
        }

        return rows;
    }
}
