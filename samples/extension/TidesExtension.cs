using MlFunctions.Extensions;

namespace MlFunctions.Samples.Extension;

/// <summary>All that this package adds; <c>pipeline.json</c> beside it names the parts.</summary>
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
