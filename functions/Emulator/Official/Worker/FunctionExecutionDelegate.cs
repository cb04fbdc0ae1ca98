namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of an invocation, the function itself included.</summary>
/// <param name="context">The invocation.</param>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
