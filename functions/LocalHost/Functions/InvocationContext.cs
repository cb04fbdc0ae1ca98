using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlFunctions.LocalHost.Hosting;

namespace MlFunctions.LocalHost.Functions;

/// <summary>One invocation; everything that not every function needs is made when it is asked for.</summary>
internal sealed class InvocationContext(FunctionDescriptor function, IServiceProvider hostServices, object? triggerValue) : FunctionContext, IAsyncDisposable
{
    private string? _invocationId;
    private IServiceProvider? _services;
    private AsyncServiceScope? _scope;
    private CancellationTokenSource? _cancellation;
    private List<IAsyncDisposable>? _resources;
    private Dictionary<string, object?>? _outputData;
    private bool _cancelled;

    public FunctionDescriptor Function => function;

    /// <summary>What started the invocation: a request, a blob, a message …</summary>
    public object? TriggerValue => triggerValue;

    /// <summary>The request that started the invocation; null for other triggers.</summary>
    public HttpContext? Http => triggerValue as HttpContext;

    /// <summary>Calls the function.</summary>
    public required FunctionInvoker Invoker { get; init; }

    /// <summary>What the function returned, or middleware put in its place.</summary>
    public object? Result { get; set; }

    /// <summary>The values of the function's outputs, which middleware may change; taken from the result when first asked for.</summary>
    public Dictionary<string, object?> OutputData => _outputData ??= function.Outputs.ToDictionary(output => output.Name, output => output.ValueIn(Result));

    /// <summary>Metadata of the trigger, made on demand.</summary>
    public required Func<InvocationContext, IReadOnlyDictionary<string, object?>> BindingDataSource { get; init; }

    /// <summary>How the worker reads and writes JSON outside ASP.NET Core; <c>Configure&lt;JsonSerializerOptions&gt;</c> changes it.</summary>
    public JsonSerializerOptions Json => hostServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;

    /// <summary>The time by the app's clock.</summary>
    public DateTimeOffset UtcNow => hostServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>Fires when the trigger no longer wants the result.</summary>
    public CancellationToken TriggerCancellation { get; init; }

    /// <summary>Which try this is, under a retry policy.</summary>
    public InvocationRetry? Retry { get; init; }

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override TraceContext TraceContext => field ??= new InvocationTrace();

    public override BindingContext BindingContext => field ??= new InvocationBindingContext(BindingDataSource(this));

    // Null where there is no retry policy, as with the worker, whose declaration does not say so.
    public override RetryContext RetryContext => Retry!;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items
    {
        get => field ??= Http is { } http ? new() { [OfficialInternals.HttpContextItem] = http } : new Dictionary<object, object>();
        set;
    }

    public override IInvocationFeatures Features => field ??= new InvocationFeatures(this);

    public override IServiceProvider InstanceServices
    {
        get => _services ??= Http is { } http ? http.RequestServices : (_scope = hostServices.CreateAsyncScope()).Value.ServiceProvider;
        set => _services = value;
    }

    public override CancellationToken CancellationToken
    {
        get
        {
            if (_cancellation is null)
            {
                var source = CancellationTokenSource.CreateLinkedTokenSource(Http is { } http ? http.RequestAborted : TriggerCancellation);
                Interlocked.CompareExchange(ref _cancellation, source, comparand: null);
                if (Volatile.Read(ref _cancelled))
                {
                    _cancellation.Cancel();
                }
            }

            return _cancellation.Token;
        }
    }

    /// <summary>This host's own context behind what functions and middleware see.</summary>
    /// <exception cref="FunctionWorkerException">The context was made by something else.</exception>
    public static InvocationContext From(FunctionContext context) =>
        context as InvocationContext
        ?? throw new FunctionWorkerException($"The context is a {context.GetType().FullName}; only contexts that the host made carry bindings.");

    /// <summary>The value of an output, as the function or middleware left it.</summary>
    public object? ValueOf(FunctionOutput output) => _outputData is null ? output.ValueIn(Result) : _outputData.GetValueOrDefault(output.Name);

    /// <summary>Keeps something open until the invocation has ended.</summary>
    public T DisposeAfterwards<T>(T resource)
        where T : IAsyncDisposable
    {
        (_resources ??= []).Add(resource);
        return resource;
    }

    /// <summary>Tells the function that its time is up.</summary>
    public void Cancel()
    {
        Volatile.Write(ref _cancelled, value: true);
        _cancellation?.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in _resources ?? [])
        {
            await resource.DisposeAsync();
        }

        _cancellation?.Dispose();
        if (_scope is { } own)
        {
            await own.DisposeAsync();
        }
    }
}
