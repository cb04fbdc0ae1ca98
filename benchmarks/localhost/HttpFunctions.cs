using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Benchmarks;

/// <summary>The endpoint that is measured, as a function.</summary>
internal sealed class HttpFunctions(Answers answers)
{
    [Function("Answer")]
    public IResult Answer([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "answers/{id:int}")] HttpRequest request, int id) => Results.Json(answers.Of(id));
}
