using MlFunctions.Segregation;

namespace MlFunctions.Samples.Extension;

/// <summary>Holds every n-th row out, so that both sides reach over the whole table.</summary>
public sealed class EveryNthSplitter : IRowSplitter
{
    /// <inheritdoc/>
    public string Name => "every-nth";

    /// <inheritdoc/>
    public IReadOnlyCollection<int> Training(RowsToSplit rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var step = Math.Clamp((int)Math.Round(1 / (1 - rows.Ratio)), 2, rows.Count);
        return [.. Enumerable.Range(0, rows.Count).Where(row => row % step != step - 1)];
    }
}
