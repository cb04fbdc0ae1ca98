using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>Every event, <c>audit/{pipeline}/{date}/{time}-{type}-{hash of the id}.json</c>: names that sort by time, so that one can be gone on from.</summary>
public sealed class RecordedEvents(IArtifactStore artifacts)
{
    private const string Extension = ".json";

    /// <summary>Keeps an event; one that is delivered twice is kept once.</summary>
    public Task KeepAsync(PipelineEvent happened, CancellationToken cancellationToken) =>
        artifacts.PutIfAbsentAsync(new ArtifactPath(Containers.Audit, $"{happened.Pipeline}/{PlaceOf(happened)}{Extension}"), ArtifactStoreExtensions.ToJson(happened).ToStream(), cancellationToken);

    /// <summary>The events of a pipeline after a place, in order.</summary>
    public async IAsyncEnumerable<PushedEvent> AfterAsync(string pipeline, string place, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = $"{pipeline}/";
        var last = $"{prefix}{place}{Extension}";
        await foreach (var path in artifacts.ListAsync(Containers.Audit, prefix, cancellationToken))
        {
            if (string.CompareOrdinal(path.Name, last) > 0 && await artifacts.GetJsonAsync<PipelineEvent>(path, cancellationToken) is { Id: not null, Subject: not null } happened)
            {
                yield return ToPushed(happened);
            }
        }
    }

    /// <summary>An event as listeners are told of it.</summary>
    public static PushedEvent ToPushed(PipelineEvent happened) => new(
        happened.Pipeline, PipelineEvent.NameOf(happened.Type), PlaceOf(happened), BatchId: null, JsonSerializer.Serialize(happened, AppJson.Web));

    private static string PlaceOf(PipelineEvent happened)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(happened.Id)))[..12];
        return $"{happened.At:yyyy-MM-dd}/{happened.At:HHmmss.fff}-{happened.Type}-{hash}";
    }
}
