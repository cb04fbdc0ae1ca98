using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>
/// Sees to it that an alias is one pipeline's, also where two are defined at once: who wants aliases claims them first, <c>config/aliases.json</c>,
/// changed only under its etag. What holds is what definitions say; a claim covers the moment until its definition is stored.
/// </summary>
public sealed class AliasClaims(IArtifactStore artifacts, TimeProvider clock)
{
    // Longer than the storing of a definition takes; whoever dies between claim and definition keeps nobody away for longer.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private static readonly ArtifactPath Path = new(Containers.Config, "aliases.json");

    /// <summary>Claims the aliases of a definition that is about to be stored.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="others">Gives the definitions of all other pipelines as they are stored now.</param>
    /// <param name="cancellationToken">Gives up; the claim may or may not hold.</param>
    /// <returns>The aliases that other pipelines have; empty: all are claimed.</returns>
    public async Task<IReadOnlyList<JsonFault>> ClaimAsync(
        PipelineDefinition definition, Func<Task<IReadOnlyList<PipelineDefinition>>> others, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The claims first: a definition that is stored after its claim was read as gone is then seen.
            var (known, etag) = await ReadAsync(cancellationToken);
            var now = clock.GetUtcNow();
            var claims = known.Claims.Where(claim => claim.Pipeline != definition.Name && now - claim.At < Lifetime).ToList();
            var owners = await others();
            var faults = definition.Serving.Aliases
                .Select((alias, index) => (Alias: alias, Index: index, Owner: OwnerOf(alias, owners, claims)))
                .Where(alias => alias.Owner is not null)
                .Select(alias => new JsonFault($"$.serving.aliases[{alias.Index}]", $"is '{alias.Alias}', which pipeline '{alias.Owner}' answers; an alias is one pipeline's"))
                .ToList();
            var claimed = claims.Concat(definition.Serving.Aliases.Select(alias => new Claim(alias, definition.Name, now)));
            if (faults.Count > 0 || await TryReplaceAsync(known.With(claimed), etag, cancellationToken))
            {
                return faults;
            }
        }
    }

    /// <summary>Gives up the claims of a pipeline, whose definition is stored and says itself which aliases it has.</summary>
    public async Task ReleaseAsync(string pipeline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (known, etag) = await ReadAsync(cancellationToken);
            if (await TryReplaceAsync(known.With(known.Claims.Where(claim => claim.Pipeline != pipeline)), etag, cancellationToken))
            {
                return;
            }
        }
    }

    private static string? OwnerOf(string alias, IReadOnlyList<PipelineDefinition> owners, List<Claim> claims) =>
        owners.FirstOrDefault(owner => owner.Serving.Aliases.Contains(alias, StringComparer.Ordinal))?.Name
        ?? claims.Find(claim => claim.Alias == alias)?.Pipeline;

    private Task<(ClaimList Claims, string? ETag)> ReadAsync(CancellationToken cancellationToken) =>
        artifacts.ReadJsonAsync(Path, new ClaimList(0, []), cancellationToken);

    private Task<bool> TryReplaceAsync(ClaimList claims, string? etag, CancellationToken cancellationToken) =>
        artifacts.ReplaceAsync(Path, ArtifactStoreExtensions.ToJson(claims), etag, cancellationToken);

    // Counted, so that a list which is empty again is not taken for the one that was empty before.
    private sealed record ClaimList(long Changes, IReadOnlyList<Claim> Claims)
    {
        public ClaimList With(IEnumerable<Claim> claims) => new(Changes + 1, [.. claims]);
    }

    private sealed record Claim(string Alias, string Pipeline, DateTimeOffset At);
}
