using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Http;
using MlFunctions.OpenApi;
using MlFunctions.Storage;

namespace MlFunctions.Training;

/// <summary>The candidates of a run over HTTP, the losing ones too: <c>GET runs/{id}/candidates</c> and <c>GET runs/{id}/candidates/{index}/package</c>.</summary>
public sealed class CandidatesFunctions(KeptCandidates candidates)
{
    /// <summary>Every candidate that was trained: hyperparameters, the rows, definition and code that it was made from, timings, hashes.</summary>
    [Function("ListCandidates")]
    [Operation("The trained candidates of a run: what each was made from, how, and how long it took.", Answer = typeof(IEnumerable<KeptCandidate>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/candidates")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await candidates.ListAsync(id, cancellationToken) is { } kept ? Results.Json(kept, AppJson.Web) : Problems.NoRun(id);

    /// <summary>A candidate as it is kept: a zip of manifest, preparation and model.</summary>
    [Function("GetCandidatePackage")]
    [Operation("A candidate's package: a zip of manifest, preparation and model.", AnswerType = "application/zip")]
    public async Task<IResult> GetPackageAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}/candidates/{index:int}/package")] HttpRequest request, string id, int index, CancellationToken cancellationToken) =>
        await candidates.OpenAsync(id, index, cancellationToken) is { } package
            ? Results.Stream(package, "application/zip", $"{id}-candidate-{index}.zip")
            : Problems.Unknown($"Run '{id}' has no trained candidate {index}; GET runs/{id}/candidates lists those that it has.");
}
