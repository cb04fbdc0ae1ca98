namespace MlFunctions.Learning;

/// <summary>Predicts a table in blocks of rows that threads share out among themselves.</summary>
internal static class TablePrediction
{
    private const int BlockRows = 512;

    /// <summary>Predicts some rows of a table.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="outputs">Receives rows × outputs, row by row.</param>
    public delegate void Block(int from, int to, Span<double> outputs);

    /// <summary>Predicts every row as one of its own.</summary>
    public static void RowByRow(IModel model, FeatureTable table, Span<double> outputs, int threads, CancellationToken cancellationToken) =>
        InBlocks(model, table, outputs, BlockRows, threads, (from, to, block) =>
        {
            var row = new float[model.FeatureCount];
            for (var r = from; r < to; r++)
            {
                table.CopyRow(r, row);
                model.Predict(row, block.Slice((r - from) * model.OutputCount, model.OutputCount));
            }
        }, cancellationToken);

    /// <summary>Predicts blocks of rows.</summary>
    /// <exception cref="ArgumentException">The table or the room for the outputs does not fit the model.</exception>
    public static unsafe void InBlocks(IModel model, FeatureTable table, Span<double> outputs, int blockRows, int threads, Block predict, CancellationToken cancellationToken)
    {
        Check(model, table, outputs, threads);

        // A span cannot be captured; it stays where it is until every block is done.
        fixed (double* first = outputs)
        {
            var destination = first;
            Blocks.ForEach(
                table.Rows,
                blockRows,
                threads,
                (from, to) => predict(from, to, new Span<double>(destination + (long)from * model.OutputCount, (to - from) * model.OutputCount)),
                cancellationToken);
        }
    }

    /// <summary>Refuses a table or a place for the outputs that does not fit the model.</summary>
    public static void Check(IModel model, FeatureTable table, ReadOnlySpan<double> outputs, int threads)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (table.Columns.Count != model.FeatureCount)
        {
            throw new ArgumentException($"The table has {table.Columns.Count} columns, the model was trained on {model.FeatureCount}.", nameof(table));
        }

        if (outputs.Length != (long)table.Rows * model.OutputCount)
        {
            throw new ArgumentException($"There is room for {outputs.Length} outputs, {table.Rows} rows × {model.OutputCount} outputs are needed.", nameof(outputs));
        }
    }
}
