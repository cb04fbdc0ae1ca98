namespace MlFunctions.Learning;

/// <summary>Predicts a table by predicting its rows, in blocks that threads share out among themselves.</summary>
internal static class TablePrediction
{
    private const int BlockRows = 512;

    public static unsafe void RowByRow(IModel model, FeatureTable table, Span<double> outputs, int threads, CancellationToken cancellationToken)
    {
        Check(model, table, outputs, threads);
        fixed (double* first = outputs)
        {
            var destination = (nint)first;
            var length = outputs.Length;
            Blocks.ForEach(table.Rows, BlockRows, threads, (from, to) =>
            {
                var row = new float[model.FeatureCount];
                var all = new Span<double>((double*)destination, length);
                for (var r = from; r < to; r++)
                {
                    table.CopyRow(r, row);
                    model.Predict(row, all.Slice(r * model.OutputCount, model.OutputCount));
                }
            }, cancellationToken);
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
