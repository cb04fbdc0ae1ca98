using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Emulator.Functions.Binding;

namespace MlFunctions.Emulator.Functions;

/// <summary>Runs one function through the middleware; an invocation that never waits costs no state machine.</summary>
internal sealed class FunctionInvoker
{
    private readonly ParameterBinding[] parameters;
    private readonly Lazy<Func<object?, object?[], ValueTask<object?>>> method;
    private readonly ObjectFactory? factory;
    private readonly FunctionExecutionDelegate pipeline;

    public FunctionInvoker(FunctionDescriptor function, ParameterBinding[] parameters, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        this.parameters = parameters;
        // Compiling takes milliseconds; most functions of a run are never called.
        method = new(() => FunctionMethod.Of(function.Method));
        factory = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, Type.EmptyTypes);
        pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, wrap) => wrap(next));
    }

    /// <summary>Runs the middleware and the function; the result is in the context.</summary>
    public Task InvokeAsync(InvocationContext context) => pipeline(context);

    private static async Task BindRestAsync(ParameterBinding[] parameters, int index, ValueTask<object?> pending, object?[] arguments, InvocationContext context)
    {
        arguments[index] = await pending;
        for (index++; index < parameters.Length; index++)
        {
            arguments[index] = await parameters[index](context);
        }
    }

    private Task ExecuteAsync(FunctionContext functionContext)
    {
        var context = InvocationContext.From(functionContext);
        var arguments = parameters.Length == 0 ? [] : new object?[parameters.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            var value = parameters[index](context);
            if (!value.IsCompletedSuccessfully)
            {
                return BindThenCallAsync(index, value, arguments, context);
            }

            arguments[index] = value.Result;
        }

        return Call(arguments, context);
    }

    private async Task BindThenCallAsync(int index, ValueTask<object?> pending, object?[] arguments, InvocationContext context)
    {
        await BindRestAsync(parameters, index, pending, arguments, context);
        await Call(arguments, context);
    }

    private Task Call(object?[] arguments, InvocationContext context)
    {
        var instance = factory?.Invoke(context.InstanceServices, arguments: null);
        var result = method.Value(instance, arguments);
        if (result.IsCompletedSuccessfully && instance is not (IDisposable or IAsyncDisposable))
        {
            context.Result = result.Result;
            return Task.CompletedTask;
        }

        return FinishAsync(result, instance, context);
    }

    private static async Task FinishAsync(ValueTask<object?> result, object? instance, InvocationContext context)
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
