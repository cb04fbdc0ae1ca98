using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;

namespace MlFunctions.LocalHost.Timers;

/// <summary>Binds the trigger parameter of timer functions.</summary>
internal sealed class TimerBinder : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.Trigger is not TimerTriggerAttribute || parameter != function.TriggerParameter)
        {
            return null;
        }

        return parameter.ParameterType == typeof(TimerInfo) ? static context => new ValueTask<object?>(context.TriggerValue)
            : parameter.ParameterType == typeof(string) ? static context => new ValueTask<object?>(JsonSerializer.Serialize(context.TriggerValue))
            : throw function.Fault($"a timer gives a TimerInfo or a string; parameter '{parameter.Name}' is a {parameter.ParameterType.Name}.");
    }
}
