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
internal sealed record SeriesFeatures(string Column, string Time, string? Group, IReadOnlyList<int> Lags, IReadOnlyList<int> Windows)
{
    /// <summary>A table with the new columns after its own; where a series does not reach far enough back they are missing.</summary>
    /// <exception cref="PreparationException">A column is not there, or a lag or window is below 1.</exception>
    public SourceTable Extend(SourceTable table)
    {
        if (Lags.Concat(Windows).Any(rows => rows < 1))
        {
            throw new PreparationException($"Lags and windows of '{Column}' must be 1 or more rows.");
        }

        var values = SeriesOrder.Values(table, Column);
        var before = SeriesOrder.Before(table, Time, Group);
        return new SourceTable(
        [
            .. table.Columns,
            .. Lags.Select(lag => Make($"{Column}_lag{lag}", before, row => Back(before, row, lag) is >= 0 and var then ? values[then] : double.NaN)),
            .. Windows.SelectMany(rows => new[]
            {
                Make($"{Column}_mean{rows}", before, row => Over(values, before, row, rows, window => window.Average())),
                Make($"{Column}_min{rows}", before, row => Over(values, before, row, rows, window => window.Min())),
                Make($"{Column}_max{rows}", before, row => Over(values, before, row, rows, window => window.Max())),
            }),
        ]);
    }

    private static NumberColumn Make(string name, int[] before, Func<int, double> value) =>
        new(name, [.. before.Select((_, row) => (float)value(row))]);

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
            row = before[row];
            if (row == SeriesOrder.None || double.IsNaN(values[row]))
            {
                return double.NaN;
            }

            window[i] = values[row];
        }

        return typical(window);
    }
}
