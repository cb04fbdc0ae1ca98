using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>
/// Divides rows between training and holdout. Training and evaluation ask the same service and get the same sets.
/// Whatever the strategy, rows that are alike in every column end on one side.
/// </summary>
public sealed class SegregationService(IEnumerable<ISplitter> splitters)
{
    private readonly ISplitter[] _splitters = [.. splitters];

    /// <summary>A service of the built-in strategies.</summary>
    public static SegregationService BuiltIn { get; } = new(
    [
        new RandomSplitter(),
        new SequentialSplitter(),
        new StratifiedSplitter(),
        new GroupedSplitter(),
        new TimeOrderedSplitter(),
    ]);

    /// <summary>Divides the rows of a pipeline.</summary>
    /// <param name="table">The rows that came, and after them those of a fixed holdout.</param>
    /// <param name="holdoutRows">How many the fixed holdout has; 0: there is none, and it is drawn.</param>
    /// <param name="definition">The pipeline.</param>
    /// <exception cref="SegregationException">There are fewer than two rows, or the strategy cannot be followed.</exception>
    public Split Divide(SourceTable table, int holdoutRows, PipelineDefinition definition) => holdoutRows > 0
            ? FixedSplit.Of(table, holdoutRows, [.. definition.Inputs.Select(input => input.Name)])
        : definition.Task == LearningTask.Forecast ? Cut(table, definition.Split)
        : Divide(table, definition.Split);

    /// <summary>Divides the rows of a table, with or without targets among its columns.</summary>
    /// <exception cref="SegregationException">There are fewer than two rows, the ratio is not between 0 and 1, or the strategy cannot be followed.</exception>
    public Split Divide(SourceTable table, SplitDefinition definition)
    {
        var (training, holdout) = DuplicateGuard.Unite(table, DivideAsAsked(table, definition));
        return new Split(training, holdout, LopsidedSplit.Warnings(table, definition, training, holdout));
    }

    // Steps of a series that have the same value are no copies of each other, and a series that rises is not lopsided.
    private Split Cut(SourceTable series, SplitDefinition definition)
    {
        var (training, holdout) = DivideAsAsked(series, definition);
        return new Split(training, holdout, []);
    }

    private (int[] Training, int[] Holdout) DivideAsAsked(SourceTable table, SplitDefinition definition)
    {
        if (table.Rows < 2)
        {
            throw new SegregationException($"{table.Rows} rows cannot be divided; at least 2 are needed.");
        }

        if (definition.Ratio is not (> 0 and < 1))
        {
            throw new SegregationException($"The ratio {definition.Ratio} is not above 0 and below 1.");
        }

        var splitter = Array.Find(_splitters, s => s.Suits(definition))
            ?? throw new SegregationException($"No splitter is registered for {definition.Strategy}{(definition.Stratify is null ? "" : " with stratify; only random and shuffled can be stratified")}.");
        return splitter.Divide(table, definition);
    }
}
