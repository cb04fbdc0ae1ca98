using System.Globalization;
using System.Text;

namespace MlFunctions.Deployment;

/// <summary>Writes a model card as Markdown.</summary>
internal static class ModelCardMarkdown
{
    /// <summary>The card, a section for each question that readers ask.</summary>
    public static string Write(ModelCard card)
    {
        var text = new StringBuilder();
        Line(text, $"# {card.Model}");
        Line(text, $"A {card.Trainer} model ({card.Task.ToString().ToLowerInvariant()}) that predicts {string.Join(", ", card.Predicts)}, deployed {card.Created:yyyy-MM-dd HH:mm} UTC.");
        Line(text, $"Hyperparameters: {(card.Hyperparameters.Count == 0 ? "the defaults" : string.Join(", ", card.Hyperparameters.Select(h => $"{h.Key} = {h.Value ?? "none"}")))}.");
        WriteOrigin(text, card);
        WriteQuality(text, card);
        WriteGates(text, card);
        List(text, "Warnings", card.Warnings);
        List(text, "Limits", card.Limits);
        return text.ToString().TrimStart();
    }

    private static void WriteOrigin(StringBuilder text, ModelCard card)
    {
        var lineage = card.Lineage;
        Heading(text, "From what");
        Line(text, $"{lineage.TrainingRows:N0} rows to train and {lineage.HoldoutRows:N0} held out, of `{lineage.File}` (batch `{lineage.BatchId}`, SHA-256 `{lineage.RawHash}`), by run `{lineage.RunId}` with definition `{Short(lineage.DefinitionHash)}` and code `{lineage.CodeVersion}`.");
        if (card.Data is not { } data)
        {
            return;
        }

        Line(text, $"{data.BadRows:N0} bad rows were quarantined; {data.Duplicates:N0} rows were like an earlier one.");
        Table(text, ["column", "role", "missing", "range or values"], data.Columns.Select(column => new[]
        {
            column.Name,
            column.Role,
            $"{column.Missing:N0}",
            column.Minimum is null
                ? string.Join(", ", column.Words) + (column.DistinctWords > column.Words.Count ? $", … ({column.DistinctWords})" : "")
                : $"{Number(column.Minimum)} to {Number(column.Maximum)}, mean {Number(column.Mean)}",
        }));
    }

    private static void WriteQuality(StringBuilder text, ModelCard card)
    {
        Heading(text, "How good");
        Table(text, ["metric", "holdout", "95 % interval"], card.Metrics.Select(metric => new[]
        {
            metric.Name,
            Number(metric.Value),
            metric.Interval is { } interval ? $"{Number(interval.Lower)} to {Number(interval.Upper)}" : "",
        }));
        Line(text, $"In the search {card.Validation.Metric ?? "the metric"} was {Number(card.Validation.Mean)} ± {Number(card.Validation.Deviation)} over the folds.");
        if (card.Classes.Count > 0)
        {
            Table(text, ["class", "rows", "precision", "recall", "f1"], card.Classes.Select(c => new[] { c.Class, $"{c.Rows:N0}", Number(c.Precision), Number(c.Recall), Number(c.F1) }));
        }

        if (card.Importances.Count > 0)
        {
            Table(text, ["relies on", "loss when shuffled"], card.Importances.Select(i => new[] { i.Feature, $"{Number(i.Mean)} ± {Number(i.StandardDeviation)}" }));
        }

        Heading(text, "Compared with what");
        if (card.Naive is { } naive)
        {
            Line(text, $"The naive model ({naive.Answers}) has {naive.Metric} {Number(naive.Metrics.GetValueOrDefault(naive.Metric, double.NaN))} on the same rows{(naive.Interval is { } around ? $", a difference of {Number(naive.Difference)} ({Number(around.Lower)} to {Number(around.Upper)})" : "")}.");
        }

        FormattableString compared = card.Comparison is { } comparison
            ? $"Version {comparison.Champion} served: {comparison.Metric} {Number(comparison.ChampionValue)} against {Number(comparison.ChallengerValue)} on the same rows, a difference of {Number(comparison.Difference)} ({Number(comparison.Interval.Lower)} to {Number(comparison.Interval.Upper)}), p = {Number(comparison.PValue)}."
            : (FormattableString)$"No model served that could be measured on the same rows.";
        Line(text, compared);
    }

    private static void WriteGates(StringBuilder text, ModelCard card)
    {
        Heading(text, "Gates and checks");
        if (card.Gates.Count == 0)
        {
            Line(text, $"The definition asks for none.");
            return;
        }

        Table(text, ["gate", "", "found"], card.Gates.Select(gate => new[] { gate.Name, gate.Passed ? "passed" : gate.Blocks ? "failed" : "warned", gate.Detail }));
    }

    private static void List(StringBuilder text, string heading, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        Heading(text, heading);
        foreach (var item in items)
        {
            text.Append("- ").Append(item).Append('\n');
        }
    }

    private static void Table(StringBuilder text, string[] head, IEnumerable<string[]> rows)
    {
        text.Append('\n');
        Row(text, head);
        Row(text, [.. head.Select(_ => "---")]);
        foreach (var row in rows)
        {
            Row(text, [.. row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" "))]);
        }
    }

    private static void Row(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void Heading(StringBuilder text, string heading) => text.Append("\n## ").Append(heading).Append('\n');

    private static void Line(StringBuilder text, FormattableString line) => text.Append('\n').Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Number(double? value) => (value ?? double.NaN).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}
