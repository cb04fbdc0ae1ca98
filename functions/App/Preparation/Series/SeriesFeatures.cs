using MlFunctions.Ingestion;

namespace MlFunctions.Preparation;

/// <summary>
/// Columns made of earlier rows of a series: what a value was some rows before, and what is typical of the rows before.
/// A row never counts itself or a later one, so that a target may be looked back on too. They are made once for the whole table, before it is divided.
/// </summary>
/// <param name="Column">The numbers that are looked back on.</param>
/// <param name="Time">The column by which rows are ordered.</param>
/// <param name="Group">The column of words that tells series apart; null: there is one.</param>
/// <param name="Lags">For each lag, in rows and at least 1, a column <c>{column}_lag{lag}</c>.</param>
/// <param name="Windows">For each window, so many rows before, the columns <c>{column}_mean{rows}</c>, <c>_min</c> and <c>_max</c>.</param>
public sealed record SeriesFeatures(string Column, string Time, string? Group, IReadOnlyList<int> Lags, IReadOnlyList<int> Windows)
{
    /// <summary>What the new columns are called, in their order.</summary>
    public IReadOnlyList<string> Names =>
        [.. Lags.Select(lag => $"{Column}_lag{lag}"), .. Windows.SelectMany(rows => new[] { $"{Column}_mean{rows}", $"{Column}_min{rows}", $"{Column}_max{rows}" })];

    /// <summary>A table with the new columns after its own; where a series does not reach far enough back they are missing.</summary>
    /// <exception cref="PreparationException">A column is not there, or a lag or window is below 1.</exception>
    public SourceTable Extend(SourceTable table)
    {
        var before = SeriesOrder.Before(table, Time, Group);
        return new SourceTable([.. table.Columns, .. Make(table, before, latest: before)]);
    }

    /// <summary>For each row of a table the new columns as a row right after it would have them: what is known of its series by then.</summary>
    /// <exception cref="PreparationException">A column is not there, or a lag or window is below 1.</exception>
    public SourceTable After(SourceTable table) =>
        new(Make(table, SeriesOrder.Before(table, Time, Group), latest: [.. Enumerable.Range(0, table.Rows)]));

    /// <param name="table">The rows.</param>
    /// <param name="before">For each row the one before it.</param>
    /// <param name="latest">For each row the one where looking back starts.</param>
    private NumberColumn[] Make(SourceTable table, int[] before, int[] latest)
    {
        if (Lags.Concat(Windows).Any(rows => rows < 1))
        {
            throw new PreparationException($"Lags and windows of '{Column}' must be 1 or more rows.");
        }

        var values = SeriesOrder.Values(table, Column);
        var columns = Lags.Select<int, Func<int, double>>(lag => row => Back(before, row, lag - 1) is >= 0 and var then ? values[then] : double.NaN)
            .Concat(Windows.SelectMany(rows => new Func<int, double>[]
            {
                row => Over(values, before, row, rows, window => window.Average()),
                row => Over(values, before, row, rows, window => window.Min()),
                row => Over(values, before, row, rows, window => window.Max()),
            }));
        return [.. columns.Zip(Names, (value, name) => new NumberColumn(name, [.. latest.Select(row => (float)value(row))]))];
    }

    private static int Back(int[] before, int row, int steps)
    {
        for (; steps > 0 && row != SeriesOrder.None; steps--)
        {
            row = before[row];
        }

        return row;
    }

    private static double Over(double[] values, int[] before, int row, int rows, Func<double[], double> typical)
    {
        var window = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            if (row == SeriesOrder.None || double.IsNaN(values[row]))
            {
                return double.NaN;
            }

            window[i] = values[row];
            row = before[row];
        }

        return typical(window);
    }
}
