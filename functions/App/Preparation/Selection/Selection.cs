namespace MlFunctions.Preparation;

/// <summary>Keeps the columns that say most and drops the others.</summary>
/// <param name="By">How columns were scored.</param>
/// <param name="Scores">Every column with its score, the best first.</param>
internal sealed record Selection(string By, IReadOnlyList<ColumnScore> Scores) : Transform
{
    private const string ByCaller = "caller";

    /// <summary>Settings: <c>by</c> chi-squared, mutual-information (the default) or variance, or caller, who names the columns to keep; <c>keep</c>, how many columns, all by default; <c>least</c>, the score from which on a column is kept.</summary>
    public static Selection Fit(TransformDefinition step, TrainingFrame frame)
    {
        var settings = new TransformSettings(step);
        var by = settings.Word("by", "mutual-information", [.. ColumnScorer.Names, ByCaller]);
        return by == ByCaller ? Named(step, frame) : Best(step, frame, settings, by);
    }

    /// <summary>Nothing is to be done: what was dropped is not among the results.</summary>
    public override void Apply(RowBlock rows)
    {
    }

    private static Selection Named(TransformDefinition step, TrainingFrame frame)
    {
        if (step.Columns.Count == 0)
        {
            throw new PreparationException($"'{step.Name}' by {ByCaller} keeps the columns that it names, and it names none.");
        }

        var kept = frame.Select(step, null);
        var scores = frame.Columns.Select(c => new ColumnScore(c.Column.Name, kept.Contains(c) ? 1 : 0)).OrderByDescending(s => s.Score).ToArray();
        foreach (var column in frame.Columns.Except(kept).ToArray())
        {
            frame.Remove(column.Place);
        }

        return new Selection(ByCaller, scores);
    }

    private static Selection Best(TransformDefinition step, TrainingFrame frame, TransformSettings settings, string by)
    {
        var columns = frame.Select(step, null);
        var scores = columns
            .Select(c => new ColumnScore(c.Column.Name, ColumnScorer.Score(by, c.Column, frame[c.Place], frame.Targets, step.Name)))
            .OrderByDescending(s => s.Score)
            .ToArray();
        var keep = settings.Whole("keep", scores.Length, 1, int.MaxValue);
        var least = settings.Number("least", double.MinValue);
        var kept = scores.Take(keep).Where(s => s.Score >= least).Select(s => s.Column).ToHashSet(StringComparer.Ordinal);
        if (kept.Count == 0)
        {
            throw new PreparationException($"'{step.Name}' keeps no column; the best, '{scores[0].Column}', scores {scores[0].Score:G4}.");
        }

        foreach (var column in columns.Where(c => !kept.Contains(c.Column.Name)))
        {
            frame.Remove(column.Place);
        }

        return new Selection(by, scores);
    }
}
