using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MlFunctions.LocalHost.Functions;
using MlFunctions.LocalHost.Functions.Binding;

namespace MlFunctions.LocalHost.Orchestration;

/// <summary>Binds the trigger parameter of activities: the input, or what is known of the call.</summary>
internal sealed class ActivityBinder(DataConverter converter) : IParameterBinder
{
    public ParameterBinding? TryBind(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.Trigger is not ActivityTriggerAttribute || parameter != function.TriggerParameter)
        {
            return null;
        }

        return parameter.ParameterType == typeof(TaskActivityContext)
            ? static context => new ValueTask<object?>(context.TriggerValue)
            : context => new ValueTask<object?>(converter.Deserialize(((ActivityCall)context.TriggerValue!).Input, parameter.ParameterType));
    }
}
