using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MlFunctions.Deployment;
using MlFunctions.Evaluation;
using MlFunctions.Preparation;
using MlFunctions.Segregation;

namespace MlFunctions.Pipelines;

/// <summary>
/// The run of a pipeline: chains the stages. What passes between them are references and small facts, never the data.
/// Every activity may run more than once and gives the same result, so a run survives the death of any worker.
/// </summary>
public static class RetrainPipeline
{
    /// <summary>Runs a pipeline from raw data to a serving model, or to the reasons why there is no new one.</summary>
    [Function(nameof(RetrainPipeline))]
    public static async Task<RunResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<RequestedRun>() ?? throw new PipelineException("A run needs to be told its pipeline and what asked for it.");
        try
        {
            var (plan, result) = await RunStagesAsync(context, run);
            var finished = result.Outcome == RunOutcome.NothingNew ? null : new FinishedRun(run.RunId, plan.BatchId, plan.DefinitionHash) { Sources = plan.Sources, Corrections = plan.Corrections };
            await context.CallActivityAsync(ReleasePipeline.Name, new EndedRun(run.RunId, run.Pipeline, finished), ActivityRetries.Transient);
            return result;
        }
        catch (Exception exception) when (exception is TaskFailedException or PipelineException)
        {
            var error = exception is TaskFailedException failed ? failed.FailureDetails.ErrorMessage : exception.Message;
            await context.CallActivityAsync(ReportFailure.Name, new FailedRun(run.RunId, run.Pipeline, run.Requests[0].BatchId, error), ActivityRetries.Transient);
            await context.CallActivityAsync(ReleasePipeline.Name, new EndedRun(run.RunId, run.Pipeline, Finished: null), ActivityRetries.Transient);
            throw;
        }
    }

    private static async Task<(RunPlan Plan, RunResult Result)> RunStagesAsync(TaskOrchestrationContext context, RequestedRun run)
    {
        var progress = new RunProgress(context);

        progress.Enter(RunStage.Ingestion);
        var plan = await context.CallActivityAsync<RunPlan>(PlanRun.Name, run, ActivityRetries.Transient);
        progress.Plan(plan);
        progress.Leave(plan.BatchId);
        if (plan.NothingNewSince is { } since)
        {
            return (plan, RunResult.NothingNew(since, plan.Warnings));
        }

        progress.Enter(RunStage.Preparation);
        var features = await context.CallActivityAsync<PreparedFeatures>(PrepareFeatures.Name, plan, ActivityRetries.Transient);
        progress.Leave($"{features.Rows:N0} rows, {features.BadRows:N0} quarantined", features.Cached);

        progress.Enter(RunStage.Segregation);
        var split = await context.CallActivityAsync<SegregatedFeatures>(SegregateFeatures.Name, new FeaturesToSegregate(plan, features), ActivityRetries.Transient);
        progress.Leave($"{split.TrainingRows:N0} to train, {split.HoldoutRows:N0} held out", split.Cached);

        progress.Enter(RunStage.Training);
        var training = new TrainingStage(context, progress, plan);
        var candidates = await training.RunAsync();
        progress.Leave($"{candidates.Count} of {plan.Candidates.Count} candidates", candidates.All(candidate => candidate.Cached));

        progress.Enter(RunStage.Evaluation);
        var toJudge = new CandidatesToJudge(plan, features, candidates);
        var verdict = await context.CallActivityAsync<Verdict>(JudgeCandidates.Name, toJudge, ActivityRetries.Transient);
        progress.Leave(verdict.Summary);

        var approval = new ApprovalStage(context, progress, plan);
        while (verdict.Passed)
        {
            if (await approval.WhyNotAsync(verdict.Candidate.Index, verdict.Summary) is { } refusal)
            {
                return Result(RunOutcome.NotApproved, modelVersion: null, refusal);
            }

            progress.Enter(RunStage.Deployment);
            var deployed = await context.CallActivityAsync<DeployedModel?>(DeployModel.Name, new ModelToDeploy(plan, verdict), ActivityRetries.Transient);
            if (deployed is not null)
            {
                progress.Leave($"{deployed.ModelVersion} serves");
                return Result(RunOutcome.Deployed, deployed.ModelVersion);
            }

            // Somebody has promoted another model meanwhile: the winner here must now beat that one.
            progress.Enter(RunStage.Evaluation);
            verdict = await context.CallActivityAsync<Verdict>(JudgeCandidates.Name, toJudge, ActivityRetries.Transient);
            progress.Leave(verdict.Summary);
        }

        return Result(RunOutcome.Rejected, modelVersion: null);

        (RunPlan Plan, RunResult Result) Result(RunOutcome outcome, string? modelVersion, params string[] reasons) => (plan, new RunResult(
            outcome, modelVersion, verdict.Trainer, verdict.Metrics, [.. verdict.Reasons, .. reasons], [.. plan.Warnings, .. features.Warnings, .. split.Warnings, .. training.Warnings, .. verdict.Warnings])
        {
            Naive = verdict.Naive,
        });
    }
}
