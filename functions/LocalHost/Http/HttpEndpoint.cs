using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Http.Keys;

namespace MlFunctions.LocalHost.Http;

/// <summary>Runs one HTTP function for each request.</summary>
internal sealed class HttpEndpoint(FunctionDescriptor function, FunctionRunner runner, KeyCheck? keys, ILogger logger)
{
    private readonly FunctionOutput? _httpResult = function.Outputs.FirstOrDefault(output => output.Attribute is HttpResultAttribute);
    private readonly bool _hasOutputs = function.Outputs.Length > 0;

    public Task InvokeAsync(HttpContext http) => keys is null || keys.IsOpenTo(http.Request)
        ? RunAsync(http)
        : Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "A key is needed.", "Give a key that opens this function as x-functions-key or ?code=.");

    private async Task RunAsync(HttpContext http)
    {
        await using var context = runner.CreateContext(function, http, HttpBindingData.Of);
        try
        {
            await runner.RunAsync(context);
        }
        catch (Exception)
        {
            // The runner has logged it.
            await HttpFailure.WriteAsync(http, context);
            return;
        }

        await RespondAsync(context, http);
    }

    private async Task RespondAsync(InvocationContext context, HttpContext http)
    {
        try
        {
            await HttpResponses.WriteAsync(http, _httpResult is not null ? context.ValueOf(_httpResult) : _hasOutputs ? null : context.Result);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            logger.ResponseFailed(exception, function.Name, context.InvocationId);
            await HttpFailure.WriteAsync(http, context);
        }
    }
}
