using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.TestApp;

public sealed class GreetingFunctions(Greeting greeting)
{
    [Function("Greet")]
    public IResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}")] HttpRequest request, string name) =>
        Results.Text($"{greeting.Text}, {name}!");
}
