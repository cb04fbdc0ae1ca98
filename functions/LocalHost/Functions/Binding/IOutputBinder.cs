using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MlFunctions.LocalHost.Functions.Binding;

/// <summary>Knows where some outputs go; each kind of output has one.</summary>
internal interface IOutputBinder
{
    /// <summary>The binding of an output, or null when it is another's business.</summary>
    OutputBinding? TryBind(FunctionDescriptor function, OutputBindingAttribute attribute);
}
