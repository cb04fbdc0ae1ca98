using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlFunctions.Events;
using MlFunctions.Http;
using MlFunctions.Storage;

namespace MlFunctions.Audit;

/// <summary>Keeps who did what when beside what happened, <c>audit/{pipeline}/{date}/{time}-{action}-{hash}.json</c>, and reads both back in order of time.</summary>
public sealed class AuditLog(IArtifactStore artifacts)
{
    /// <summary>Where changes under way are noted; no pipeline can be named so.</summary>
    public const string Pending = "_pending/";

    // Where changes are kept that are of no pipeline; no pipeline can be named so.
    private const string NoPipeline = "_";
    private const int LongestText = 2000;

    /// <summary>Keeps an entry.</summary>
    /// <param name="occurrence">Names this very doing, so that one told twice of the same instant is kept once.</param>
    /// <param name="at">When.</param>
    /// <param name="pipeline">To which pipeline; null: to none.</param>
    /// <param name="by">Who or what.</param>
    /// <param name="action">What was done.</param>
    /// <param name="subject">To what.</param>
    /// <param name="detail">More, in a few words.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RecordAsync(string occurrence, DateTimeOffset at, string? pipeline, string by, string action, string subject, string? detail, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{action} {occurrence}")))[..12];
        var id = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd}/{at:HHmmss.fff}-{action}-{hash}");
        var path = new ArtifactPath(Containers.Audit, $"{pipeline ?? NoPipeline}/{id}.json");
        return artifacts.PutIfAbsentAsync(path, ArtifactStoreExtensions.ToJson(new AuditEntry(id, at, pipeline, Cut(by), action, Cut(subject), detail is null ? null : Cut(detail))).ToStream(), cancellationToken);
    }

    /// <summary>Reads entries, newest first.</summary>
    /// <param name="pipeline">Of which pipeline; null: of all.</param>
    /// <param name="after">The id of the entry after which to go on; null: from the newest.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AuditPage> ReadAsync(string? pipeline, string? after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<(string Id, ArtifactPath Path)>();
        await foreach (var path in artifacts.ListAsync(Containers.Audit, pipeline is null ? "" : $"{pipeline}/", cancellationToken))
        {
            if (path.Name.StartsWith(Pending, StringComparison.Ordinal))
            {
                continue;
            }

            var id = path.Name[(path.Name.IndexOf('/', StringComparison.Ordinal) + 1)..^".json".Length];
            if (after is null || string.CompareOrdinal(id, after) < 0)
            {
                found.Add((id, path));
            }
        }

        var page = found.OrderByDescending(entry => entry.Id, StringComparer.Ordinal).Take(limit).ToArray();
        var entries = new List<AuditEntry>();
        foreach (var (id, path) in page)
        {
            entries.Add(Read(id, path, await artifacts.GetAsync(path, cancellationToken)));
        }

        return new AuditPage(entries, found.Count > page.Length ? page[^1].Id : null);
    }

    private static string Cut(string text) => VisibleText.Cut(text, LongestText);

    private static AuditEntry Read(string id, ArtifactPath path, Artifact? artifact)
    {
        var content = artifact?.Content ?? throw new FileNotFoundException($"The artifact {path} is missing.", path.ToString());
        using var json = JsonDocument.Parse(content);
        if (!json.RootElement.TryGetProperty("type", out var type))
        {
            return ArtifactStoreExtensions.FromJson<AuditEntry>(content, path);
        }

        var happened = ArtifactStoreExtensions.FromJson<PipelineEvent>(content, path);
        return new AuditEntry(id, happened.At, happened.Pipeline, "app", type.GetString()!, happened.Subject, happened.Detail);
    }
}
