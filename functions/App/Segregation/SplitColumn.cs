using MlFunctions.Ingestion;

namespace MlFunctions.Segregation;

/// <summary>The column that a split goes by.</summary>
internal static class SplitColumn
{
    /// <exception cref="SegregationException">It is not named, not there, or missing in a row.</exception>
    public static SourceColumn Of(SourceTable table, string? name, string setting)
    {
        if (name is null)
        {
            throw new SegregationException($"The split needs '{setting}' to name a column.");
        }

        var column = table.Find(name)
            ?? throw new SegregationException($"The split goes by the column '{name}'; there are {string.Join(", ", table.Columns.Select(c => c.Name))}.");
        for (var r = 0; r < table.Rows; r++)
        {
            if (column.IsMissing(r))
            {
                throw new SegregationException($"The split goes by the column '{name}', which has no value in row {r}.");
            }
        }

        return column;
    }
}
