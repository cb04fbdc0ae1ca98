namespace MlFunctions.Segregation;

/// <summary>A way of dividing rows of one's own. Stateless: the same rows, ratio and seed give the same sides.</summary>
public interface IRowSplitter
{
    /// <summary>The name by which definitions refer to it, in <c>split.strategy</c>.</summary>
    string Name { get; }

    /// <summary>Chooses the rows that train; the others are the holdout.</summary>
    /// <param name="rows">The rows, what they hold, and what the definition asks for.</param>
    /// <returns>Numbers of rows, each at most once; neither none nor all.</returns>
    IReadOnlyCollection<int> Training(RowsToSplit rows);
}
