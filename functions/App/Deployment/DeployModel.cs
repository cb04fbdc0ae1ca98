using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Deployment;

/// <summary>The last activity of a run: registers the winner and lets it serve.</summary>
public sealed class DeployModel(ModelDeployment deployment)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(DeployModel);

    /// <summary>Deploys the winner; null where another run has deployed since it was judged, so that it must be judged again.</summary>
    [Function(Name)]
    public Task<DeployedModel?> RunAsync([ActivityTrigger] ModelToDeploy model, CancellationToken cancellationToken) =>
        deployment.DeployAsync(model.Plan, model.Verdict, cancellationToken);
}
