using Microsoft.Extensions.DependencyInjection;
using MlFunctions.LocalHost.Functions.Binding;

namespace MlFunctions.LocalHost.Functions;

/// <summary>Binds the parameters of one function and calls it; an invocation that never waits costs no state machine.</summary>
internal sealed class FunctionInvoker(FunctionDescriptor function, ParameterBinding[] parameters)
{
    // Compiling takes milliseconds; most functions of a run are never called.
    private readonly Lazy<Func<object?, object?[], ValueTask<object?>>> _method = new(() => FunctionMethod.Of(function.Method));

    private readonly ObjectFactory? _factory = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, Type.EmptyTypes);

    /// <summary>Runs the function; the result is in the context.</summary>
    public ValueTask InvokeAsync(InvocationContext context)
    {
        var arguments = parameters.Length == 0 ? [] : new object?[parameters.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            var value = parameters[index](context);
            if (!value.IsCompletedSuccessfully)
            {
                return BindRestThenCallAsync(index, value, arguments, context);
            }

            arguments[index] = value.Result;
        }

        return Call(arguments, context);
    }

    private async ValueTask BindRestThenCallAsync(int index, ValueTask<object?> pending, object?[] arguments, InvocationContext context)
    {
        arguments[index] = await pending;
        for (index++; index < parameters.Length; index++)
        {
            arguments[index] = await parameters[index](context);
        }

        await Call(arguments, context);
    }

    private ValueTask Call(object?[] arguments, InvocationContext context)
    {
        var instance = _factory?.Invoke(context.InstanceServices, arguments: null);
        var result = _method.Value(instance, arguments);
        if (result.IsCompletedSuccessfully && instance is not (IDisposable or IAsyncDisposable))
        {
            context.Result = result.Result;
            return ValueTask.CompletedTask;
        }

        return FinishAsync(result, instance, context);
    }

    private static async ValueTask FinishAsync(ValueTask<object?> result, object? instance, InvocationContext context)
    {
        try
        {
            context.Result = await result;
        }
        finally
        {
            if (instance is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (instance as IDisposable)?.Dispose();
            }
        }
    }
}
