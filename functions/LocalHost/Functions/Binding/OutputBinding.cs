namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>Writes one output of one function.</summary>
/// <param name="context">The invocation.</param>
/// <param name="value">What the function gave; not null.</param>
internal delegate Task OutputBinding(InvocationContext context, object value);
