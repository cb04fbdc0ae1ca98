using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>For each row of a table the row before it in time, within its group.</summary>
internal static class SeriesOrder
{
    /// <summary>No row.</summary>
    public const int None = -1;

    /// <summary>The row before each row; <see cref="None"/> for the first of a group. Rows of the same time keep the table's order.</summary>
    /// <param name="table">The rows, in any order.</param>
    /// <param name="time">A column of dates or numbers without missing values.</param>
    /// <param name="group">The column of words that tells series apart; null: there is one.</param>
    /// <exception cref="PreparationException">A column is not there, of another type, or missing in a row.</exception>
    public static int[] Before(SourceTable table, string time, string? group)
    {
        var instants = Values(table, time);
        for (var r = 0; r < instants.Length; r++)
        {
            if (double.IsNaN(instants[r]))
            {
                throw new PreparationException($"Row {r} has no '{time}'; rows are ordered by it.");
            }
        }

        var groups = group is null ? new int[table.Rows] : (table.Find(group) as CategoryColumn)?.Codes
            ?? throw new PreparationException($"'{group}' is no column of words; series are told apart by one.");
        var before = new int[table.Rows];
        var last = new Dictionary<int, int>();
        foreach (var row in Enumerable.Range(0, table.Rows).OrderBy(r => instants[r]))
        {
            before[row] = last.GetValueOrDefault(groups[row], None);
            last[groups[row]] = row;
        }

        return before;
    }

    /// <summary>The values of a column of numbers or dates.</summary>
    /// <exception cref="PreparationException">There is no such column.</exception>
    public static double[] Values(SourceTable table, string name) => table.Find(name) switch
    {
        NumberColumn number => Array.ConvertAll(number.Values, v => (double)v),
        PreciseColumn precise => precise.Values,
        _ => throw new PreparationException($"'{name}' is no column of numbers; there are {string.Join(", ", table.Columns.Where(c => c is not CategoryColumn).Select(c => c.Name))}."),
    };
}
