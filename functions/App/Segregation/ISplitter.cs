using MlFunctions.Ingestion;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>A way of dividing rows. Stateless: the same rows and definition give the same sides.</summary>
public interface ISplitter
{
    /// <summary>Whether it is the one that a definition asks for.</summary>
    bool Suits(SplitDefinition definition);

    /// <summary>Divides the rows of a table.</summary>
    /// <param name="table">At least two rows.</param>
    /// <param name="definition">Ratio, seed and columns.</param>
    /// <exception cref="SegregationException">A column that it needs is not named or not there.</exception>
    (int[] Training, int[] Holdout) Divide(SourceTable table, SplitDefinition definition);
}
