using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>
/// Divides rows between training and holdout, and the training rows into search folds, both by the definition's strategy.
/// Training and evaluation ask the same service and get the same sets.
/// </summary>
public sealed class SegregationService(IEnumerable<ISplitter> splitters)
{
    private readonly ISplitter[] _splitters = [.. splitters];

    /// <summary>A service of the built-in strategies.</summary>
    public static SegregationService BuiltIn { get; } = new([new DrawnSplitter(), new OrderedSplitter()]);

    /// <summary>Divides the rows of a pipeline.</summary>
    /// <param name="table">The rows that came, and after them those of a fixed holdout.</param>
    /// <param name="holdoutRows">How many the fixed holdout has; 0: there is none, and it is drawn.</param>
    /// <param name="definition">The pipeline.</param>
    /// <exception cref="SegregationException">There are fewer than two rows, or the strategy cannot be followed.</exception>
    public Split Divide(SourceTable table, int holdoutRows, PipelineDefinition definition)
    {
        string[] inputs = [.. definition.Inputs.Select(input => input.Name)];
        return holdoutRows > 0 ? FixedSplit.Of(table, holdoutRows, inputs)
            : definition.Task == LearningTask.Forecast ? Cut(table, definition.Split)
            : Divide(table, definition.Split, inputs);
    }

    /// <summary>Divides the rows of a table, with or without targets among its columns.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="definition">The strategy.</param>
    /// <param name="inputs">The columns that a model takes, by which rows are compared where they are drawn at random.</param>
    /// <exception cref="SegregationException">There are fewer than two rows, the ratio is not between 0 and 1, or the strategy cannot be followed.</exception>
    public Split Divide(SourceTable table, SplitDefinition definition, IReadOnlyList<string> inputs)
    {
        var (units, warning) = UnitsOf(table, definition, inputs);
        var (training, holdout) = DivideAsAsked(new RowsToDivide(table, definition, units));
        return new Split(training, holdout, [.. warning is null ? Array.Empty<string>() : [warning], .. LopsidedSplit.Warnings(table, definition, training, holdout)]);
    }

    /// <summary>Divides the training rows of a pipeline into search folds, as the split was made.</summary>
    /// <param name="training">The training rows, in the order of the split.</param>
    /// <param name="definition">The pipeline.</param>
    /// <returns>The folds, and what people should know of them; null: nothing.</returns>
    /// <exception cref="ArgumentException">There are fewer rows than folds.</exception>
    public (IReadOnlyList<Fold> Folds, string? Warning) FoldsOf(SourceTable training, PipelineDefinition definition)
    {
        var (units, _) = UnitsOf(training, definition.Split, [.. definition.Inputs.Select(input => input.Name)]);
        if (training.Rows < definition.Folds)
        {
            return (Folds.Random(training.Rows, definition.Folds, definition.Split.Seed), null);
        }

        try
        {
            return (SplitterOf(definition.Split).Folds(new RowsToDivide(training, definition.Split, units), definition.Folds), null);
        }
        catch (SegregationException exception)
        {
            return (
                Folds.Random(training.Rows, definition.Folds, definition.Split.Seed),
                $"The search folds are drawn at random, because the training rows cannot be divided as the split was: {exception.Message}.");
        }
    }

    // Only a draw of rows keeps equal inputs together; groups, times and the order of a file say themselves what belongs together.
    private static (int[] Units, string? Warning) UnitsOf(SourceTable table, SplitDefinition definition, IReadOnlyList<string> inputs)
    {
        if (definition.Strategy is not (SplitStrategy.Random or SplitStrategy.Shuffled))
        {
            return ([.. Enumerable.Range(0, table.Rows)], null);
        }

        var equal = EqualInputs.Of(table, inputs);
        return (equal.Units, equal.Warning());
    }

    // A series that rises is not lopsided.
    private Split Cut(SourceTable series, SplitDefinition definition)
    {
        var (training, holdout) = DivideAsAsked(new RowsToDivide(series, definition, [.. Enumerable.Range(0, series.Rows)]));
        return new Split(training, holdout, []);
    }

    private (int[] Training, int[] Holdout) DivideAsAsked(RowsToDivide rows)
    {
        if (rows.Table.Rows < 2)
        {
            throw new SegregationException($"{rows.Table.Rows} rows cannot be divided; at least 2 are needed.");
        }

        return rows.Definition.Ratio is > 0 and < 1
            ? SplitterOf(rows.Definition).Divide(rows)
            : throw new SegregationException($"The ratio {rows.Definition.Ratio} is not above 0 and below 1.");
    }

    private ISplitter SplitterOf(SplitDefinition definition) => Array.Find(_splitters, s => s.Suits(definition))
        ?? throw new SegregationException($"No splitter is registered for {definition.Strategy}{(definition.Stratify is null ? "" : " with stratify; only random and shuffled can be stratified")}.");
}
