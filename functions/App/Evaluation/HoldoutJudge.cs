using System.Globalization;
using MlFunctions.Deployment;
using MlFunctions.Events;
using MlFunctions.Ingestion;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Evaluation;

/// <summary>
/// Measures the candidates of a run and the champion on the same holdout and holds them against the gates, best first:
/// the first that passes wins. Where none passes, the verdict is about the best.
/// </summary>
internal sealed class HoldoutJudge(
    IArtifactStore artifacts,
    RunDefinition definitions,
    FeatureSetStore featureSets,
    ModelRegistryStore registries,
    TrainerCatalog trainers,
    MetricCatalog metrics,
    EventPublisher events)
{
    /// <summary>Judges the candidates of a run.</summary>
    public async Task<Verdict> JudgeAsync(CandidatesToJudge input, CancellationToken cancellationToken)
    {
        var definition = await definitions.GetAsync(input.Plan, cancellationToken);
        var metric = metrics.Get(definition.Metric);
        var split = await featureSets.ReadSplitAsync(input.Plan.Pipeline, input.Features.FeatureSetId, cancellationToken);
        var holdout = (await featureSets.ReadAsync(input.Plan.Pipeline, input.Features.FeatureSetId, cancellationToken)).Take(split.Holdout);

        var measured = new List<(TrainedCandidate Candidate, LoadedModel Model, IReadOnlyDictionary<string, double> Metrics)>();
        foreach (var candidate in input.Candidates)
        {
            var model = await LoadAsync(input.Plan.Artifact(candidate.Artifact), cancellationToken);
            measured.Add((candidate, model, Measure(model, holdout, definition)));
        }

        // Candidates that are equally good keep the order of the definition, so that the choice is the same every time.
        measured.Sort((a, b) => metric.IsBetter(a.Metrics[metric.Name], b.Metrics[metric.Name]) ? -1
            : metric.IsBetter(b.Metrics[metric.Name], a.Metrics[metric.Name]) ? 1
            : a.Candidate.Index - b.Candidate.Index);

        var (championVersion, champion, championFault) = await MeasureChampionAsync(input.Plan.Pipeline, holdout, definition, cancellationToken);
        var judged = new List<JudgedCandidate>();
        foreach (var (candidate, model, values) in measured)
        {
            var checks = LogicChecks.Run(model, holdout, definition.Gates.Expect);
            var (reasons, warnings) = Gates.Judge(definition, metrics, values, champion, checks);
            judged.Add(new JudgedCandidate(candidate, values, checks, reasons, warnings));
        }

        var winner = judged.Find(candidate => candidate.Reasons.Count == 0) ?? judged[0];
        var passedOver = judged.TakeWhile(candidate => candidate != winner).Select(candidate =>
            $"{candidate.Candidate.Trainer} measured better but was passed over: {string.Join("; ", candidate.Reasons)}");
        var verdict = new Verdict(
            winner.Candidate,
            championVersion,
            winner.Metrics,
            winner.Reasons,
            [.. winner.Warnings, .. passedOver, .. championFault is null ? Array.Empty<string>() : [championFault]],
            Summary(metric, winner, champion));

        var report = new EvaluationReport(metric.Name, holdout.Rows, judged, champion, verdict);
        await artifacts.PutJsonAsync(input.Plan.Artifact("evaluation.json"), report, cancellationToken);
        if (verdict.Passed)
        {
            await events.PublishAsync(
                PipelineEventType.ModelReady, input.Plan.Pipeline, input.Plan.BatchId, input.Plan.Artifact(verdict.Candidate.Artifact).ToString(), verdict.Summary, cancellationToken);
        }

        return verdict;
    }

    private SortedDictionary<string, double> Measure(LoadedModel model, SourceTable holdout, PipelineDefinition definition)
    {
        var truth = model.Label(holdout);
        var outputs = model.Predict(truth.Features);
        return new(
            metrics.For(definition.Task).ToDictionary(metric => metric.Name, metric => metric.Compute(truth, outputs), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static string Summary(Metric metric, JudgedCandidate winner, IReadOnlyDictionary<string, double>? champion)
    {
        var against = champion is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (champion {champion[metric.Name]:0.0000})");
        var passed = winner.Reasons.Count == 0 ? "passed" : "not passed";
        return string.Create(CultureInfo.InvariantCulture, $"{winner.Candidate.Trainer}: {metric.Name} {winner.Metrics[metric.Name]:0.0000}{against}, {passed}");
    }

    private async Task<(int? Version, IReadOnlyDictionary<string, double>? Metrics, string? Fault)> MeasureChampionAsync(
        string pipeline, SourceTable holdout, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        var registry = await registries.ReadAsync(pipeline, cancellationToken);
        if (registry.Champion is not { } version)
        {
            return (null, null, null);
        }

        try
        {
            var model = await LoadAsync(ModelRegistryStore.PackageOf(pipeline, version), cancellationToken);
            return model.WhyNot(holdout, definition) is { } fault
                ? (version, null, NotMeasured(fault))
                : (version, Measure(model, holdout, definition), null);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or PreparationException or ModelFormatException)
        {
            // A champion that cannot read today's data must not keep its pipeline from ever having another.
            return (version, null, NotMeasured(exception.Message));
        }

        string NotMeasured(string reason) => $"champion {pipeline}:{version} was not measured: {reason}";
    }

    private async Task<LoadedModel> LoadAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        var artifact = await artifacts.GetAsync(path, cancellationToken) ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        return LoadedModel.Load(ModelPackage.Read(artifact.Content, path), trainers);
    }
}
