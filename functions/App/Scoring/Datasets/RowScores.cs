using MlFunctions.Ingestion;

namespace MlFunctions.Scoring;

/// <summary>The scores of a table, and why rows have none.</summary>
/// <param name="Outputs">Rows × outputs, row by row; of rows without scores 0.</param>
/// <param name="Faults">By row, from 0: why it cannot be scored.</param>
internal sealed record RowScores(double[] Outputs, IReadOnlyDictionary<int, string> Faults)
{
    /// <summary>Of no row.</summary>
    public static RowScores None { get; } = new([], new Dictionary<int, string>());

    /// <summary>Scores a table at once; where the model fails with it, row by row, so that a row which cannot be scored takes no other with it.</summary>
    public static RowScores Of(ServedModel model, SourceTable table)
    {
        try
        {
            return new RowScores(model.Score(table), new Dictionary<int, string>());
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException)
        {
            var outputs = new double[table.Rows * model.OutputCount];
            var faults = new Dictionary<int, string>();
            for (var row = 0; row < table.Rows; row++)
            {
                try
                {
                    model.Score(table.Take([row])).CopyTo(outputs, row * model.OutputCount);
                }
                catch (Exception failure) when (failure is ArgumentException or ArithmeticException)
                {
                    faults[row] = failure.Message;
                }
            }

            return new RowScores(outputs, faults);
        }
    }
}
