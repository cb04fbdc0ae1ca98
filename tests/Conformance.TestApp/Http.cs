using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Conformance.TestApp;

/// <summary>The least that a request can cost.</summary>
public sealed class Http
{
    [Function("Echo")]
    public async Task<IResult> EchoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var order = await request.ReadFromJsonAsync<Order>(cancellationToken);
        return Results.Json(order! with { Count = order.Count + 1 });
    }

    [Function("Fails")]
    public IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request) => throw new InvalidOperationException($"{request.Path} fails on purpose.");

    public sealed record Order(string Product, int Count, double Price);
}
