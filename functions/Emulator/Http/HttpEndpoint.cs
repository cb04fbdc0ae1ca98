using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Hosting;
using MlFunctions.Emulator.Http.Keys;

namespace MlFunctions.Emulator.Http;

/// <summary>Runs one HTTP function for each request.</summary>
internal sealed class HttpEndpoint(FunctionDescriptor function, FunctionRunner runner, KeyCheck? keys, ILogger logger)
{
    private readonly FunctionOutput? _httpResult = function.Outputs.FirstOrDefault(output => output.Attribute is HttpResultAttribute);
    private readonly bool _hasOutputs = function.Outputs.Length > 0;

    public Task InvokeAsync(HttpContext http)
    {
        if (keys is not null && !keys.IsOpenTo(http.Request))
        {
            return Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "A key is needed.", "Give a key that opens this function as x-functions-key or ?code=.");
        }

        var context = runner.CreateContext(function, http, HttpBindingData.Of);
        Task invocation;
        try
        {
            invocation = runner.RunAsync(context);
        }
        catch (Exception exception)
        {
            invocation = Task.FromException(exception);
        }

        return invocation.IsCompletedSuccessfully && !context.HasResources ? RespondAsync(context, http) : FinishAsync(invocation, context, http);
    }

    /// <summary>Writes what the function returned; one that is written at once costs no state machine.</summary>
    private Task RespondAsync(InvocationContext context, HttpContext http)
    {
        Task response;
        try
        {
            response = HttpResponses.WriteAsync(http, _httpResult is not null ? _httpResult.ValueIn(context.Result) : _hasOutputs ? null : context.Result);
        }
        catch (Exception exception)
        {
            response = Task.FromException(exception);
        }

        return response.IsCompletedSuccessfully ? response : FinishResponseAsync(response, context, http);
    }

    private async Task FinishResponseAsync(Task response, InvocationContext context, HttpContext http)
    {
        try
        {
            await response;
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            logger.ResponseFailed(exception, function.Name, context.InvocationId);
            await HttpFailure.WriteAsync(http, context);
        }
    }

    private async Task FinishAsync(Task invocation, InvocationContext context, HttpContext http)
    {
        await using var _ = context;
        try
        {
            await invocation;
        }
        catch (Exception)
        {
            // The runner has logged it.
            await HttpFailure.WriteAsync(http, context);
            return;
        }

        await RespondAsync(context, http);
    }
}
