using Microsoft.Azure.Functions.Worker;
using MlFunctions.Pipelines;

namespace MlFunctions.Scoring;

/// <summary>The activity of a job that divides its dataset.</summary>
public sealed class DivideDataset(DatasetDivision division)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(DivideDataset);

    /// <summary>Divides the dataset of a job.</summary>
    /// <exception cref="PipelineException">There is no such dataset, or it is no table.</exception>
    [Function(Name)]
    public Task<DatasetParts> RunAsync([ActivityTrigger] ScoringJob job, CancellationToken cancellationToken) => division.DivideAsync(job, cancellationToken);
}
