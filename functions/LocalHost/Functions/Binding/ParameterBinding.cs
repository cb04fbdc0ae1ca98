namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>Gives one parameter of one function its value.</summary>
/// <param name="context">The invocation.</param>
internal delegate ValueTask<object?> ParameterBinding(InvocationContext context);
