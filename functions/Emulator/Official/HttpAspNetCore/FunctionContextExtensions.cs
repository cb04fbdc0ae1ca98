using Microsoft.AspNetCore.Http;
using MlFunctions.Emulator.Functions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>ASP.NET Core's view of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The HTTP context; null when something else than a request started the function.</summary>
    /// <param name="context">The invocation.</param>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        InvocationContext.From(context).TriggerValue as HttpContext;
}
