using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using MlFunctions.Pipelines;

namespace MlFunctions.Http;

/// <summary>Answers the faults that a request can cause anywhere below it with the problem that the user can act on.</summary>
internal sealed class ProblemMiddleware : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            await next(context);
        }
        catch (DefinitionException exception)
        {
            context.GetInvocationResult().Value = Problems.Invalid(exception.Message, exception.Faults.Select(fault => new FieldError(fault.Path, fault.Message)));
        }
        catch (PipelineException exception)
        {
            context.GetInvocationResult().Value = Problems.Invalid(exception.Message, []);
        }
        catch (BadHttpRequestException exception)
        {
            // Sent too slowly, cut short, or not as HTTP has it; the server has said which.
            context.GetInvocationResult().Value = Problems.Refused(exception.StatusCode, exception.Message);
        }
    }
}
