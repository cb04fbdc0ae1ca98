using System.Reflection;

namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>Knows how some parameters get their values; each kind of trigger has one.</summary>
internal interface IParameterBinder
{
    /// <summary>The binding of a parameter, or null when it is another's business.</summary>
    /// <exception cref="Microsoft.Azure.Functions.Worker.FunctionWorkerException">The parameter is this binder's business and wrong.</exception>
    ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter);
}
