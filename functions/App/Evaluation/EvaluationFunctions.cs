using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Pipelines;
using MlFunctions.Storage;

namespace MlFunctions.Evaluation;

/// <summary>How the candidates of a run were judged, over HTTP: <c>GET runs/{id}/evaluation</c>.</summary>
public sealed class EvaluationFunctions(IArtifactStore artifacts)
{
    /// <summary>Every candidate with metrics, intervals, curves and gates, and the verdict.</summary>
    [Function("GetRunEvaluation")]
    [Operation("How the candidates of a run were judged.", Answer = typeof(EvaluationReport))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/evaluation")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var report = RunStarter.PipelineOf(id) is { } pipeline && ArtifactPath.IsValid(id)
            ? await artifacts.GetJsonAsync<EvaluationReport>(EvaluationReport.PathOf(pipeline, id), cancellationToken)
            : null;
        return report is null
            ? Problems.Unknown($"There is no evaluation of a run '{id}': no such run, or it has not come so far.")
            : Results.Json(report, AppJson.Web);
    }
}
