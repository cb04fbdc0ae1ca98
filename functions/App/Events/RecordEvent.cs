using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Keeps every event: <c>audit/{pipeline}/{date}/{time}-{type}-{hash of the id}.json</c>; one that is delivered twice is kept once.</summary>
internal sealed class RecordEvent(IArtifactStore artifacts)
{
    /// <summary>One event.</summary>
    [Function(nameof(RecordEvent))]
    public async Task RunAsync(
        [ServiceBusTrigger(PipelineEvent.Topic, "audit", Connection = "ServiceBus")] string message, CancellationToken cancellationToken)
    {
        var happened = JsonSerializer.Deserialize<PipelineEvent>(message, AppJson.Web)
            ?? throw new InvalidDataException("The event is null, expected an object.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(happened.Id)))[..12];
        var path = new ArtifactPath(Containers.Audit, $"{happened.Pipeline}/{happened.At:yyyy-MM-dd}/{happened.At:HHmmss.fff}-{happened.Type}-{hash}.json");
        await artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(happened).ToStream(), cancellationToken);
    }
}
