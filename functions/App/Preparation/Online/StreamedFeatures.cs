namespace MlFunctions.Preparation;

/// <summary>Takes features that are streamed in: to the long-term store, from which they can be brought back, then to the online one.</summary>
public sealed class StreamedFeatures(StreamedFeatureStore streamed, IOnlineFeatureStore online)
{
    /// <summary>Takes the features of a record; when the task completes, they are in both.</summary>
    /// <exception cref="OnlineFeaturesException">They are in the long-term store, but the online one does not answer; taken again, nothing changes but that.</exception>
    public async Task TakeAsync(EntityType type, string recordId, IReadOnlyList<EntityFeatures> features, CancellationToken cancellationToken)
    {
        await streamed.PutAsync(type, recordId, features, cancellationToken);
        await online.WriteAsync(type, features, cancellationToken);
    }
}
