using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.Client;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.Http.Keys;

namespace MlFunctions.LocalHost.Orchestration;

/// <summary>Binds parameters with <c>[DurableClient]</c>.</summary>
/// <param name="client">Asked when a function runs, because the client needs the engine and the engine the functions.</param>
/// <param name="keys">The key of the management endpoints, which goes into the URLs that the client gives out.</param>
internal sealed class DurableClientBinder(Lazy<LocalDurableTaskClient> client, HostKeys keys) : IParameterBinder
{
    private readonly Lazy<DurableTaskClient> _bound = new(() =>
        OfficialInternals.DurableClient(client.Value, keys.SystemKey is { } key ? $"code={Uri.EscapeDataString(key)}" : null));

    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (!parameter.IsDefined(typeof(DurableClientAttribute)))
        {
            return null;
        }

        return parameter.ParameterType == typeof(DurableTaskClient)
            ? _ => new ValueTask<object?>(_bound.Value)
            : throw function.Fault($"[DurableClient] gives a DurableTaskClient; parameter '{parameter.Name}' is a {parameter.ParameterType.Name}.");
    }
}
