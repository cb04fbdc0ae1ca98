using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace MlFunctions.Http;

/// <summary>Puts <see cref="ProblemMiddleware"/> around the functions that answer HTTP.</summary>
internal static class ProblemMiddlewareExtensions
{
    private const string HttpTrigger = "httpTrigger";

    /// <summary>Answers the faults of requests with problems. Orchestrations and activities keep their exceptions.</summary>
    public static FunctionsApplicationBuilder UseProblems(this FunctionsApplicationBuilder builder)
    {
        builder.UseWhen<ProblemMiddleware>(context => context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type == HttpTrigger));
        return builder;
    }
}
