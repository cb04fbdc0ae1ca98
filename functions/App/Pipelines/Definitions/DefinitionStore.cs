using System.Collections.Concurrent;
using System.Security.Cryptography;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>The configuration service: definitions in <c>config/{pipeline}/pipeline.json</c>, parsed once a version.</summary>
public sealed class DefinitionStore(IArtifactStore artifacts, DefinitionParser parser, AliasClaims aliases)
{
    private readonly ConcurrentDictionary<string, StoredDefinition> _parsed = new(StringComparer.Ordinal);

    /// <summary>The definition of a pipeline, or null where there is no such pipeline.</summary>
    /// <exception cref="DefinitionException">What is stored has faults.</exception>
    public async Task<StoredDefinition?> FindAsync(string pipeline, CancellationToken cancellationToken = default)
    {
        if (!DefinitionRules.PipelineName.IsMatch(pipeline) || await artifacts.GetAsync(PathOf(pipeline), cancellationToken) is not { } artifact)
        {
            return null;
        }

        return Parse(artifact.Content);
    }

    /// <summary>The definition of a pipeline.</summary>
    /// <exception cref="PipelineException">There is no such pipeline, or its definition has faults.</exception>
    public async Task<StoredDefinition> GetAsync(string pipeline, CancellationToken cancellationToken = default)
    {
        try
        {
            return await FindAsync(pipeline, cancellationToken)
                ?? throw new PipelineException($"There is no pipeline '{pipeline}': {PathOf(pipeline)} does not exist.");
        }
        catch (DefinitionException exception)
        {
            throw new PipelineException($"{PathOf(pipeline)}: {exception.Message}", exception);
        }
    }

    /// <summary>Every pipeline that has a definition, in order of name.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken = default)
    {
        var names = new List<string>();
        await foreach (var path in artifacts.ListAsync(Containers.Config, "", cancellationToken))
        {
            if (path.Name.Split('/') is [var pipeline, "pipeline.json"])
            {
                names.Add(pipeline);
            }
        }

        return names;
    }

    /// <summary>Stores a definition; runs that start from now on use it.</summary>
    /// <exception cref="DefinitionException">It has faults, one of them perhaps that it is named otherwise than <paramref name="pipeline"/>, or that another pipeline has its alias.</exception>
    public async Task<StoredDefinition> SaveAsync(string pipeline, BinaryData json, CancellationToken cancellationToken = default)
    {
        var stored = Parse(json);
        if (stored.Definition.Name != pipeline)
        {
            throw new DefinitionException([new JsonFault("$.name", $"is '{stored.Definition.Name}', expected '{pipeline}'")]);
        }

        var claims = stored.Definition.Serving.Aliases.Count > 0;
        if (claims && await aliases.ClaimAsync(stored.Definition, () => OthersAsync(pipeline, cancellationToken), cancellationToken) is { Count: > 0 } taken)
        {
            throw new DefinitionException(taken);
        }

        await artifacts.PutAsync(PathOf(pipeline), json, cancellationToken);
        if (claims)
        {
            await aliases.ReleaseAsync(pipeline, cancellationToken);
        }

        return stored;
    }

    private async Task<IReadOnlyList<PipelineDefinition>> OthersAsync(string pipeline, CancellationToken cancellationToken)
    {
        var others = new List<PipelineDefinition>();
        foreach (var name in (await NamesAsync(cancellationToken)).Where(name => name != pipeline))
        {
            try
            {
                if (await FindAsync(name, cancellationToken) is { } stored)
                {
                    others.Add(stored.Definition);
                }
            }
            catch (DefinitionException)
            {
                // One that was stored by other means and has faults serves nothing, so it has no alias.
            }
        }

        return others;
    }

    private static ArtifactPath PathOf(string pipeline) => new(Containers.Config, $"{pipeline}/pipeline.json");

    private StoredDefinition Parse(BinaryData json)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(json));
        return _parsed.GetOrAdd(hash, _ => new StoredDefinition(parser.Parse(json), json, hash));
    }
}
