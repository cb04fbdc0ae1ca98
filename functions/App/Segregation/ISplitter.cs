using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>A way of dividing rows, between training and holdout and into search folds alike. Stateless: the same rows and definition give the same.</summary>
public interface ISplitter
{
    /// <summary>Whether it is the one that a definition asks for.</summary>
    bool Suits(SplitDefinition definition);

    /// <summary>Divides rows between training and holdout.</summary>
    /// <param name="rows">At least two rows.</param>
    /// <exception cref="SegregationException">A column that it needs is not named or not there.</exception>
    (int[] Training, int[] Holdout) Divide(RowsToDivide rows);

    /// <summary>Divides rows into folds whose sides relate to each other as training and holdout do.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="count">How many folds, at least 2; some may be empty.</param>
    /// <exception cref="SegregationException">The rows cannot be divided by this strategy any further.</exception>
    IReadOnlyList<Fold> Folds(RowsToDivide rows, int count);
}
