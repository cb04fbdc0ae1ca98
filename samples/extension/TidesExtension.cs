using MlFunctions.Extensions;

namespace MlFunctions.Samples.Extension;

/// <summary>All that this package adds; <c>tides/pipeline.json</c> names the parts.</summary>
public sealed class TidesExtension : IPipelinesExtension
{
    /// <inheritdoc/>
    public void Configure(PipelinesBuilder pipelines)
    {
        ArgumentNullException.ThrowIfNull(pipelines);
        pipelines
            .AddTrainer<KernelRidgeTrainer>()
            .AddTransform<SquashTransform>()
            .AddSplitter<EveryNthSplitter>()
            .AddMetric(MaximumError.Metric)
            .AddGate<BiasGate>()
            .AddEventHandler<NewsFile>();
    }
}
