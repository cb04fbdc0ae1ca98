using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Scoring;

/// <summary>
/// Builds the read model from the score store: every night, to make good whatever nobody noticed, and when asked,
/// <c>POST /admin/functions/RebuildReadModel</c>.
/// </summary>
public sealed class RebuildReadModel(ReadModelRebuild rebuild)
{
    /// <summary>Builds all of it; what is there stays.</summary>
    [Function(nameof(RebuildReadModel))]
    public Task RunAsync([TimerTrigger("0 0 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => rebuild.AllAsync(cancellationToken);
}
