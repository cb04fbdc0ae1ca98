using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Audit;
using MlFunctions.OpenApi;

namespace MlFunctions.Feedback;

/// <summary>Corrections over HTTP: <c>PATCH predictions/{pipeline}/{batchId}</c>.</summary>
public sealed class CorrectPredictions(CorrectionRequests corrections)
{
    /// <summary>Says of subjects of a batch whether they were predicted right, or what is true of them.</summary>
    [Function("CorrectPredictions")]
    [Operation("Says which predictions of a batch were wrong, or what is true.", Status = 202, Answer = typeof(AcceptedCorrections), Body = """{"actuals": {"order-1": 4.5}}""", Problems = [409, 503])]
    [Audited("correct-predictions")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "predictions/{pipeline}/{batchId}")] HttpRequest request,
        string pipeline,
        string batchId,
        CancellationToken cancellationToken) => corrections.AcceptAsync(request, pipeline, batchId, cancellationToken);
}
