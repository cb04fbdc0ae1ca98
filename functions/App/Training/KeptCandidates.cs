using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>Reads back the candidates of runs; each is kept with its run, for as long as that is.</summary>
public sealed class KeptCandidates(IArtifactStore artifacts)
{
    /// <summary>The candidates of a run that have been trained, in the order of its definition; null where there is no such run, or it has no plan yet.</summary>
    /// <exception cref="InvalidDataException">A package is damaged.</exception>
    public async Task<IReadOnlyList<KeptCandidate>?> ListAsync(string runId, CancellationToken cancellationToken)
    {
        if (await PlanAsync(runId, cancellationToken) is not { } plan)
        {
            return null;
        }

        var kept = new List<KeptCandidate>();
        for (var index = 0; index < plan.Candidates.Count; index++)
        {
            var path = plan.Artifact(TrainedCandidate.ArtifactOf(index));
            if (await artifacts.GetAsync(path, cancellationToken) is { } package)
            {
                kept.Add(new KeptCandidate(index, ModelPackage.Read(package.Content, path).Manifest, path.ToString()));
            }
        }

        return kept;
    }

    /// <summary>The package of a candidate, which the caller disposes; null where there is no such run or candidate.</summary>
    public async Task<Stream?> OpenAsync(string runId, int index, CancellationToken cancellationToken) =>
        await PlanAsync(runId, cancellationToken) is { } plan ? await artifacts.OpenAsync(plan.Artifact(TrainedCandidate.ArtifactOf(index)), cancellationToken) : null;

    private async Task<RunPlan?> PlanAsync(string runId, CancellationToken cancellationToken) =>
        RunDefinition.PathOf(runId) is { } path ? (await artifacts.GetJsonAsync<PlannedRun>(path, cancellationToken))?.Plan : null;
}
