using System.Globalization;
using MlFunctions.Events;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Segregation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>
/// Measures the candidates of a run and the champion on the same holdout and holds them against the gates, best first:
/// the first that passes wins. Where none passes, the verdict is about the best.
/// </summary>
public sealed class HoldoutJudge(
    IArtifactStore artifacts,
    RunDefinition definitions,
    FeatureSetStore featureSets,
    ModelMeasurement measurement,
    HoldoutEvaluator evaluator,
    Gates gates,
    MetricCatalog metrics,
    EventPublisher events)
{
    /// <summary>Judges the candidates of a run.</summary>
    public async Task<Verdict> JudgeAsync(CandidatesToJudge input, CancellationToken cancellationToken)
    {
        var definition = await definitions.GetAsync(input.Plan, cancellationToken);
        var metric = metrics.Get(definition.Metric);
        var split = await featureSets.ReadSplitAsync(input.Plan.Pipeline, input.Features.FeatureSetId, cancellationToken);
        var rows = await featureSets.ReadAsync(input.Plan.Pipeline, input.Features.FeatureSetId, cancellationToken);
        var training = SplitSide.Of(rows, split.Training, definition);
        var (holdout, warnings) = HoldoutRows.Of(definition, training, SplitSide.Of(rows, split.Holdout, definition));
        var (measured, failures) = await MeasureAsync(input, holdout, definition, cancellationToken);

        // Candidates that are equally good keep the order of the definition, so that the choice is the same every time.
        measured.Sort((a, b) =>
        {
            var (own, other) = (a.Model.Metrics.GetValueOrDefault(metric.Name, double.NaN), b.Model.Metrics.GetValueOrDefault(metric.Name, double.NaN));
            return metric.IsBetter(own, other) ? -1 : metric.IsBetter(other, own) ? 1 : a.Candidate.Index - b.Candidate.Index;
        });

        var (championVersion, champion, championFault) = await measurement.MeasureChampionAsync(input.Plan.Pipeline, holdout, definition, cancellationToken);
        var baseline = NaiveBaseline.Of(definition, metrics, training, measured[0].Model.Model.Targets, measured[0].Model.Truth);
        var sampling = HoldoutSampling.Of(definition, holdout.Rows);
        var judged = new List<JudgedCandidate>();
        foreach (var (candidate, model) in measured)
        {
            var naive = baseline?.Compare(metric, sampling, model, cancellationToken);
            var checks = gates.Judge(definition, model, holdout, champion?.Metrics, naive);
            var evaluation = evaluator.Evaluate(model, definition, championVersion, champion, naive, cancellationToken);
            judged.Add(new JudgedCandidate(
                candidate,
                model.Metrics,
                checks,
                [.. checks.Where(check => check is { Passed: false, Blocks: true }).Select(check => check.Detail)],
                [.. checks.Where(check => check is { Passed: false, Blocks: false }).Select(check => check.Detail)],
                evaluation));
        }

        var winner = judged.Find(candidate => candidate.Reasons.Count == 0) ?? judged[0];
        var verdict = new Verdict(
            winner.Candidate,
            championVersion,
            winner.Metrics,
            winner.Reasons,
            [.. warnings, .. failures, .. winner.Warnings, .. PassedOver(judged, winner), .. championFault is null ? Array.Empty<string>() : [championFault]],
            Summary(metric, winner, champion?.Metrics),
            winner.Evaluation.Comparison)
        {
            Naive = winner.Evaluation.Naive,
        };

        var report = new EvaluationReport(metric.Name, holdout.Rows, judged, champion?.Metrics, verdict);
        await artifacts.PutJsonAsync(EvaluationReport.PathOf(input.Plan.Pipeline, input.Plan.RunId), report, cancellationToken);
        if (verdict.Passed)
        {
            await events.PublishAsync(
                PipelineEventType.ModelReady, input.Plan.Pipeline, input.Plan.BatchId, input.Plan.Artifact(verdict.Candidate.Artifact).ToString(), verdict.Summary, cancellationToken: cancellationToken);
        }

        return verdict;
    }

    // A candidate that cannot predict these rows is left out, and the others go on.
    private async Task<(List<(TrainedCandidate Candidate, MeasuredModel Model)> Measured, List<string> Failures)> MeasureAsync(
        CandidatesToJudge input, SourceTable holdout, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var measured = new List<(TrainedCandidate Candidate, MeasuredModel Model)>();
        var failures = new List<string>();
        foreach (var candidate in input.Candidates)
        {
            try
            {
                measured.Add((candidate, await measurement.MeasureAsync(input.Plan.Artifact(candidate.Artifact), holdout, definition, cancellationToken)));
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or IOException))
            {
                await events.PublishAsync(
                    PipelineEventType.CandidateFailed, input.Plan.Pipeline, input.Plan.BatchId, input.Plan.Artifact(candidate.Artifact).ToString(), exception.Message, cancellationToken: cancellationToken);
                failures.Add($"Candidate {candidate.Index + 1}, {candidate.Trainer}, cannot be judged on the holdout and is left out: {exception.Message}");
            }
        }

        return measured.Count > 0 ? (measured, failures) : throw new PipelineException($"No candidate can be judged. {string.Join(" ", failures)}");
    }

    private static IEnumerable<string> PassedOver(IEnumerable<JudgedCandidate> judged, JudgedCandidate winner) =>
        judged.TakeWhile(candidate => candidate != winner).Select(candidate =>
            $"{candidate.Candidate.Trainer} measured better but was passed over: {string.Join("; ", candidate.Reasons)}");

    private static string Summary(Metric metric, JudgedCandidate winner, IReadOnlyDictionary<string, double>? champion)
    {
        var chance = winner.Evaluation.Comparison is { } comparison ? string.Create(CultureInfo.InvariantCulture, $", p = {comparison.PValue:0.####}") : "";
        var against = champion is null || !champion.TryGetValue(metric.Name, out var other) ? "" : string.Create(CultureInfo.InvariantCulture, $" (champion {other:0.0000}{chance})");
        var naive = winner.Evaluation.Naive is { } beside && beside.Metrics.TryGetValue(metric.Name, out var least) ? string.Create(CultureInfo.InvariantCulture, $" (naive {least:0.0000})") : "";
        var value = winner.Metrics.TryGetValue(metric.Name, out var own) ? own.ToString("0.0000", CultureInfo.InvariantCulture) : "without value";
        var passed = winner.Reasons.Count == 0 ? "passed" : "not passed";
        return string.Create(CultureInfo.InvariantCulture, $"{winner.Candidate.Trainer}: {metric.Name} {value}{naive}{against}, {passed}");
    }
}
