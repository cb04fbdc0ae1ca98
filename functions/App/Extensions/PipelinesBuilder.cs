using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Evaluation;
using MlFunctions.Events;
using MlFunctions.Learning;
using MlFunctions.Preparation;
using MlFunctions.Segregation;

namespace MlFunctions.Extensions;

/// <summary>Adds parts of one's own, which definitions can name from then on like the program's own.</summary>
public sealed class PipelinesBuilder
{
    internal PipelinesBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the app, for what the parts need.</summary>
    public IServiceCollection Services { get; }

    /// <summary>A trainer, named in <c>candidates</c>.</summary>
    public PipelinesBuilder AddTrainer<T>()
        where T : class, ITrainer
        => Add<ITrainer, T>();

    /// <summary>A metric, named in <c>metric</c> and <c>gates</c>.</summary>
    public PipelinesBuilder AddMetric(Metric metric)
    {
        Services.AddSingleton(metric);
        return this;
    }

    /// <summary>A transform, named in <c>preparation</c>.</summary>
    public PipelinesBuilder AddTransform<T>()
        where T : class, IColumnTransform
        => Add<IColumnTransform, T>();

    /// <summary>A way of dividing rows, named in <c>split.strategy</c>.</summary>
    public PipelinesBuilder AddSplitter<T>()
        where T : class, IRowSplitter
        => Add<IRowSplitter, T>();

    /// <summary>A gate that every candidate passes through.</summary>
    public PipelinesBuilder AddGate<T>()
        where T : class, IGate
        => Add<IGate, T>();

    /// <summary>A handler that is told of everything that happens.</summary>
    public PipelinesBuilder AddEventHandler<T>()
        where T : class, IPipelineEventHandler
        => Add<IPipelineEventHandler, T>();

    private PipelinesBuilder Add<TService, T>()
        where TService : class
        where T : class, TService
    {
        Services.AddSingleton<TService, T>();
        return this;
    }
}
