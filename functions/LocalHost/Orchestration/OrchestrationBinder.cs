using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;

namespace MlFunctions.LocalHost.Orchestration;

/// <summary>Binds the parameters of orchestrators: the context, and the input by its type.</summary>
internal sealed class OrchestrationBinder : IParameterBinder
{
    private static readonly MethodInfo InputMethod = typeof(OrchestrationBinder).GetMethod(nameof(Input), BindingFlags.NonPublic | BindingFlags.Static)!;

    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.Trigger is not OrchestrationTriggerAttribute
            || parameter.ParameterType == typeof(FunctionContext)
            || parameter.ParameterType == typeof(CancellationToken))
        {
            return null;
        }

        if (parameter == function.TriggerParameter)
        {
            return parameter.ParameterType == typeof(TaskOrchestrationContext)
                ? static context => new ValueTask<object?>(context.TriggerValue)
                : throw function.Fault($"an orchestrator's trigger is a TaskOrchestrationContext; parameter '{parameter.Name}' is a {parameter.ParameterType.Name}.");
        }

        if (parameter.IsDefined(typeof(BindingAttribute)))
        {
            throw function.Fault($"an orchestrator must take everything from its context, so that it can be replayed; parameter '{parameter.Name}' has a binding.");
        }

        var input = InputMethod.MakeGenericMethod(parameter.ParameterType).CreateDelegate<Func<TaskOrchestrationContext, object?>>();
        return context => new ValueTask<object?>(input((TaskOrchestrationContext)context.TriggerValue!));
    }

    private static object? Input<T>(TaskOrchestrationContext context) => context.GetInput<T>();
}
