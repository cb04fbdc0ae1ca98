using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using MlFunctions.LocalHost.Functions.Binding;
using MlFunctions.LocalHost.Hosting;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Functions;

/// <summary>Runs functions for their triggers: binds, invokes, writes the outputs, and says what failed.</summary>
internal sealed class FunctionRunner
{
    private readonly Dictionary<FunctionDescriptor, Prepared> _functions;
    private readonly IServiceProvider _services;
    private readonly FunctionExecutionDelegate _pipeline;
    private readonly TimeSpan _timeout;
    private readonly InvocationDeadlines _deadlines;
    private readonly CrashSwitch _crash;
    private readonly HostFaults _faults;
    private readonly ILogger _logger;
    private long _begun;
    private long _ended;

    public FunctionRunner(
        FunctionCatalog catalog,
        IEnumerable<IParameterBinder> parameterBinders,
        IEnumerable<IOutputBinder> outputBinders,
        FunctionExecutionDelegate pipeline,
        IServiceProvider services,
        FunctionTimeout timeout,
        InvocationDeadlines deadlines,
        CrashSwitch crash,
        HostFaults faults,
        ILogger<FunctionRunner> logger)
    {
        _services = services;
        _pipeline = pipeline;
        _timeout = timeout.Limit;
        _deadlines = deadlines;
        _crash = crash;
        _faults = faults;
        _logger = logger;
        _functions = catalog.All.ToDictionary(
            function => function,
            function => new Prepared(
                new FunctionInvoker(function, [.. function.MethodParameters.Select(parameter => Bind(function, parameter, parameterBinders))]),
                [.. function.Outputs
                    .Where(output => output.Attribute is not HttpResultAttribute)
                    .Select(output => (output, Bind(function, output.Attribute, outputBinders)))]));
    }

    /// <summary>How many invocations have begun.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>How many invocations have ended, or were given up.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>A context for an invocation that <paramref name="triggerValue"/> starts.</summary>
    public InvocationContext CreateContext(
        FunctionDescriptor function,
        object? triggerValue,
        Func<InvocationContext, IReadOnlyDictionary<string, object?>> bindingData,
        InvocationRetry? retry = null,
        CancellationToken cancellationToken = default) =>
        new(function, _services, triggerValue) { Invoker = _functions[function].Invoker, BindingDataSource = bindingData, TriggerCancellation = cancellationToken, Retry = retry };

    /// <summary>Runs the function and writes its outputs; the result is in the context.</summary>
    /// <exception cref="Exception">What the function threw; already logged.</exception>
    public Task RunAsync(InvocationContext context)
    {
        var prepared = _functions[context.Function];
        Interlocked.Increment(ref _begun);
        // On a thread of its own, which it may never give back: the caller's must be free to say so.
        return FinishAsync(new RunningInvocation(_pipeline, context, _deadlines).Start(), prepared, context);
    }

    /// <summary>Runs the function for a trigger other than a request.</summary>
    /// <returns>What the function returned.</returns>
    /// <exception cref="Exception">What the function threw; already logged.</exception>
    public async Task<object?> InvokeAsync(
        FunctionDescriptor function,
        object? triggerValue,
        Func<InvocationContext, IReadOnlyDictionary<string, object?>> bindingData,
        CancellationToken cancellationToken,
        InvocationRetry? retry = null)
    {
        await using var context = CreateContext(function, triggerValue, bindingData, retry, cancellationToken);
        await RunAsync(context);
        return context.Result;
    }

    /// <summary>
    /// Gives an orchestrator a turn on this thread. Its context is not disposed of: the turn may end with the orchestrator waiting,
    /// and nothing of it is used again.
    /// </summary>
    /// <returns>What the orchestrator returns, once it does.</returns>
    public async Task<object?> InvokeOrchestratorAsync(FunctionDescriptor function, object orchestration)
    {
        var context = CreateContext(function, orchestration, static _ => NoData.Instance);
        await _pipeline(context);
        return context.Result;
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
                if (context.ValueOf(output) is { } value && !_crash.HasCrashed)
                {
                    await binding(context, value);
                }
            }
        }
        catch (StateException exception)
        {
            // Not the function's failure: the host can keep nothing any more.
            _faults.Report(exception);
            throw;
        }
        catch (FunctionTimeoutException)
        {
            context.Cancel();
            _logger.FunctionTimedOut(context.Function.Name, _timeout, context.InvocationId);
            throw;
        }
        catch (Exception exception)
        {
            _logger.FunctionFailed(exception, context.Function.Name, context.InvocationId);
            throw;
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    private sealed record Prepared(FunctionInvoker Invoker, (FunctionOutput Output, OutputBinding Binding)[] Outputs);
}
