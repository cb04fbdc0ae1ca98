using Microsoft.Azure.Functions.Worker;
using MlFunctions.Events;

namespace MlFunctions.Preparation;

/// <summary>Starts when a feature set is stored, and makes it readable online.</summary>
public sealed class ReplicateFeatures(FeatureReplication replication)
{
    /// <summary>One event; all but <see cref="PipelineEventType.FeaturesGenerated"/> are for others.</summary>
    [Function(nameof(ReplicateFeatures))]
    public async Task RunAsync([ServiceBusTrigger(PipelineEvent.Topic, "online-features", Connection = "ServiceBus")] string message, CancellationToken cancellationToken)
    {
        var happened = PipelineEvent.Parse(message);
        if (happened.Type == PipelineEventType.FeaturesGenerated)
        {
            await replication.ReplicateAsync(happened.Pipeline, happened.CorrelationId, happened.Subject, cancellationToken);
        }
    }
}
