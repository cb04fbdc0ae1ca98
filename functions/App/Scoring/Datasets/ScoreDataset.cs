using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MlFunctions.Pipelines;

namespace MlFunctions.Scoring;

/// <summary>
/// The job that scores a dataset: divides it, scores the parts side by side, joins what came of them. A part is kept under its number, whole
/// and once, so a job survives the death of any worker without losing a part or having one twice.
/// </summary>
public static class ScoreDataset
{
    /// <summary>Scores a dataset.</summary>
    [Function(nameof(ScoreDataset))]
    public static async Task<ScoringJobResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var job = context.GetInput<ScoringJob>() ?? throw new PipelineException("A job needs to be told its dataset.");
        var divided = await context.CallActivityAsync<DatasetParts>(DivideDataset.Name, job, ActivityRetries.Transient);
        var scored = 0;
        context.SetCustomStatus(new ScoringJobProgress(divided.Parts.Count, scored));
        var parts = await Task.WhenAll(divided.Parts.Select(ScoreAsync));
        return await context.CallActivityAsync<ScoringJobResult>(JoinScores.Name, new ScoredParts(job, parts), ActivityRetries.Transient);

        async Task<ScoredPart> ScoreAsync(DatasetPart part)
        {
            var result = await context.CallActivityAsync<ScoredPart>(ScorePart.Name, new PartToScore(job, divided.HeaderLength, part) { Form = divided.Form }, ActivityRetries.Transient);
            context.SetCustomStatus(new ScoringJobProgress(divided.Parts.Count, ++scored));
            return result;
        }
    }
}
