using System.Globalization;
using System.Runtime.CompilerServices;
using MlFunctions.Storage;

namespace MlFunctions.Preparation;

/// <summary>Keeps features that were streamed in, <c>features/{pipeline}/records/{column}/{date}/{recordId}.json</c>: the long-term store of what is online.</summary>
public sealed class StreamedFeatureStore(IArtifactStore artifacts)
{
    /// <summary>Keeps the features of a record.</summary>
    public Task PutAsync(EntityType type, string recordId, IReadOnlyCollection<EntityFeatures> features, CancellationToken cancellationToken) => artifacts.PutJsonAsync(
        new ArtifactPath(Containers.Features, string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(type)}{features.First().At:yyyy-MM-dd}/{recordId}.json")), features, cancellationToken);

    /// <summary>The features of every record.</summary>
    public async IAsyncEnumerable<IReadOnlyCollection<EntityFeatures>> ListAsync(EntityType type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var path in artifacts.ListAsync(Containers.Features, PrefixOf(type), cancellationToken))
        {
            yield return await artifacts.RequireJsonAsync<EntityFeatures[]>(path, cancellationToken);
        }
    }

    private static string PrefixOf(EntityType type) => $"{type.Pipeline}/records/{Uri.EscapeDataString(type.Column)}/";
}
