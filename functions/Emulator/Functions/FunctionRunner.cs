using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using MlFunctions.Emulator.Functions.Binding;
using MlFunctions.Emulator.Hosting;

namespace MlFunctions.Emulator.Functions;

/// <summary>Runs functions for their triggers: binds, invokes, writes the outputs, and says what failed.</summary>
internal sealed class FunctionRunner
{
    private readonly Dictionary<FunctionDescriptor, Prepared> functions;
    private readonly IServiceProvider services;
    private readonly ILogger logger;

    public FunctionRunner(
        FunctionCatalog catalog,
        IEnumerable<IParameterBinder> parameterBinders,
        IEnumerable<IOutputBinder> outputBinders,
        IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        IServiceProvider services,
        ILogger<FunctionRunner> logger)
    {
        this.services = services;
        this.logger = logger;
        functions = catalog.All.ToDictionary(
            function => function,
            function => new Prepared(
                new FunctionInvoker(function, [.. function.MethodParameters.Select(parameter => Bind(function, parameter, parameterBinders))], middleware),
                [.. function.Outputs
                    .Where(output => output.Attribute is not HttpResultAttribute)
                    .Select(output => (output, Bind(function, output.Attribute, outputBinders)))]));
    }

    /// <summary>A context for an invocation that <paramref name="triggerValue"/> starts.</summary>
    public InvocationContext CreateContext(FunctionDescriptor function, object? triggerValue, Func<InvocationContext, IReadOnlyDictionary<string, object?>> bindingData, CancellationToken cancellationToken = default) =>
        new(function, services, triggerValue) { BindingDataSource = bindingData, TriggerCancellation = cancellationToken };

    /// <summary>Runs the function for a trigger other than a request, in a scope of its own, and writes its outputs.</summary>
    /// <returns>What the function returned.</returns>
    /// <exception cref="Exception">What the function threw; already logged.</exception>
    public async Task<object?> InvokeAsync(
        FunctionDescriptor function,
        object? triggerValue,
        Func<InvocationContext, IReadOnlyDictionary<string, object?>> bindingData,
        CancellationToken cancellationToken)
    {
        await using var context = CreateContext(function, triggerValue, bindingData, cancellationToken);
        await RunAsync(context);
        return context.Result;
    }

    /// <summary>Runs the function and writes its outputs; the result is in the context.</summary>
    /// <exception cref="Exception">What the function threw; already logged.</exception>
    public Task RunAsync(InvocationContext context)
    {
        var prepared = functions[context.Function];
        Task invocation;
        try
        {
            invocation = prepared.Invoker.InvokeAsync(context);
        }
        catch (Exception exception)
        {
            logger.FunctionFailed(exception, context.Function.Name, context.InvocationId);
            throw;
        }

        return invocation.IsCompletedSuccessfully && prepared.Outputs.Length == 0
            ? invocation
            : FinishAsync(invocation, prepared, context);
    }

    private static ParameterBinding Bind(FunctionDescriptor function, ParameterInfo parameter, IEnumerable<IParameterBinder> binders) =>
        binders.Select(binder => binder.TryBind(function, parameter)).FirstOrDefault(binding => binding is not null)
        ?? throw function.Fault($"nothing can fill parameter '{parameter.Name}' of type {parameter.ParameterType.Name}.");

    private static OutputBinding Bind(FunctionDescriptor function, OutputBindingAttribute attribute, IEnumerable<IOutputBinder> binders) =>
        binders.Select(binder => binder.TryBind(function, attribute)).FirstOrDefault(binding => binding is not null)
        ?? throw function.Fault($"nothing can write to [{attribute.GetType().Name[..^nameof(Attribute).Length]}].");

    private async Task FinishAsync(Task invocation, Prepared prepared, InvocationContext context)
    {
        try
        {
            await invocation;
            foreach (var (output, binding) in prepared.Outputs)
            {
                if (output.ValueIn(context.Result) is { } value)
                {
                    await binding(context, value);
                }
            }
        }
        catch (Exception exception)
        {
            logger.FunctionFailed(exception, context.Function.Name, context.InvocationId);
            throw;
        }
    }

    private sealed record Prepared(FunctionInvoker Invoker, (FunctionOutput Output, OutputBinding Binding)[] Outputs);
}
