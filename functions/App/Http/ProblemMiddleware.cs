using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using MlFunctions.Pipelines;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.Http;

/// <summary>Answers the faults that a request can cause anywhere below it with the problem that the user can act on.</summary>
internal sealed class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string Storage = "storage";

    private readonly Outages _outages = new();

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            await next(context);
            _outages.End(Storage);
        }
        catch (DefinitionException exception)
        {
            context.GetInvocationResult().Value = Problems.InvalidJson(exception.Message, exception.Faults);
        }
        catch (PipelineUnusableException exception)
        {
            context.GetInvocationResult().Value = Problems.NotNow(exception.Message);
        }
        catch (PipelineException exception)
        {
            context.GetInvocationResult().Value = Problems.Invalid(exception.Message, []);
        }
        catch (Exception exception) when (StorageFault.Of(exception) is { } fault)
        {
            if (_outages.Begin(Storage))
            {
                logger.StorageAway(exception, context.FunctionDefinition.Name);
            }

            context.GetInvocationResult().Value = Problems.NotNow(fault, StorageFault.ComeAgainAfter);
        }
        catch (IOException exception) when (exception.InnerException is OverflowException)
        {
            // How the server says that a chunk claims a size that no number holds.
            context.GetInvocationResult().Value = Problems.Malformed(exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            // Sent too slowly, cut short, or not as HTTP has it; the server has said which.
            context.GetInvocationResult().Value = Problems.Refused(exception.StatusCode, exception.Message);
        }
    }
}
