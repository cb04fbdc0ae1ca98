using Microsoft.Azure.Functions.Worker.Http;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Http.Data;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The request and response of an invocation, for middleware.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request; null when something else started the function.</summary>
    /// <param name="context">The invocation.</param>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context) =>
        new(context.GetHttpContext() is null ? null : RequestData.Of(InvocationContext.From(context)));

    /// <summary>The response that the function returned, itself or as a property of its result; null when it returned none.</summary>
    /// <param name="context">The invocation.</param>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
    {
        var invocation = InvocationContext.From(context);
        var outputs = invocation.Function.Outputs;
        return invocation.Result as HttpResponseData
            ?? outputs.Select(output => output.ValueIn(invocation.Result)).OfType<HttpResponseData>().FirstOrDefault();
    }
}
