using Microsoft.Azure.Functions.Worker;
using MlFunctions.Pipelines;

namespace MlFunctions.Segregation;

/// <summary>The activity of a run that sets the holdout apart.</summary>
public sealed class SegregateFeatures(FeatureSegregation segregation)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(SegregateFeatures);

    /// <summary>Splits the feature set of a run.</summary>
    /// <exception cref="PipelineException">There are too few rows to have both sides.</exception>
    [Function(Name)]
    public Task<SegregatedFeatures> RunAsync([ActivityTrigger] FeaturesToSegregate input, CancellationToken cancellationToken) =>
        segregation.SplitAsync(input.Plan, input.Features, cancellationToken);
}
