using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.Emulator.Durable.Client;
using MlFunctions.Emulator.Functions;
using MlFunctions.Emulator.Functions.Binding;

namespace MlFunctions.Emulator.Orchestration;

/// <summary>Binds parameters with <c>[DurableClient]</c>.</summary>
/// <param name="services">Asked when a function runs, because the client needs the engine and the engine the functions.</param>
internal sealed class DurableClientBinder(Lazy<EmulatorDurableTaskClient> services) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (!parameter.IsDefined(typeof(DurableClientAttribute)))
        {
            return null;
        }

        return parameter.ParameterType == typeof(DurableTaskClient)
            ? _ => new ValueTask<object?>(services.Value)
            : throw function.Fault($"[DurableClient] gives a DurableTaskClient; parameter '{parameter.Name}' is a {parameter.ParameterType.Name}.");
    }
}
