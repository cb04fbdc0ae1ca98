using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Preparation;

/// <summary>
/// The id of a feature set, <c>{making}-{content}</c>. The first part says how features are made: all that the definition says of
/// features, sources, series, entity and preparation. The second says of what: the raw files, the whole definition and the code.
/// A model takes features of any set that was made like the one it learned from, and refuses others.
/// </summary>
internal static class FeatureSetId
{
    private const int MakingLength = 8;
    private const int ContentLength = 16;

    /// <summary>The id of the feature set that a definition makes of batches.</summary>
    public static string Of(PipelineDefinition definition, string definitionHash, BatchSet set)
    {
        var making = JsonSerializer.Serialize(new { definition.Features, definition.Sources, definition.Series, definition.Entity, definition.Preparation }, AppJson.Stored);
        var files = set.Sources.Values.Prepend(set.Main).Select(batch => $"{batch.File}\n{batch.Hash}\n");
        return $"{Hash(making, MakingLength)}-{Hash($"{string.Concat(files)}{definitionHash}\n{CodeVersion.Current}", ContentLength)}";
    }

    /// <summary>Whether features of one set mean the same as those of the other.</summary>
    /// <param name="id">An id, or its first part alone.</param>
    /// <param name="other">An id.</param>
    public static bool IsMadeLike(string id, string other) => MakingOf(id).SequenceEqual(MakingOf(other));

    private static ReadOnlySpan<char> MakingOf(string id) => id.IndexOf('-', StringComparison.Ordinal) is >= 0 and var end ? id.AsSpan(0, end) : id;

    private static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
