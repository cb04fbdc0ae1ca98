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
/// features, sources, series, entity and preparation. The second says of what: the raw files, all that the definition says of data, and the code.
/// A model takes features of any set that was made like the one it learned from, and refuses others.
/// </summary>
internal static class FeatureSetId
{
    private const int MakingLength = 8;
    private const int ContentLength = 16;
    private const int HashLength = 32;

    /// <summary>The id of the feature set that a definition makes of batches.</summary>
    public static string Of(PipelineDefinition definition, BatchSet set)
    {
        var making = JsonSerializer.Serialize(new { definition.Features, definition.Sources, definition.Series, definition.Entity, definition.Preparation }, AppJson.Stored);
        var files = set.Sources.Values.Prepend(set.Main).Select(batch => $"{batch.File}\n");
        return $"{Hash(making, MakingLength)}-{Hash($"{string.Concat(files)}{HashOfRows(definition, set)}", ContentLength)}";
    }

    /// <summary>
    /// A hash of all that rows and their split depend on: the bytes of the files, whatever they are called, the code, and the definition
    /// without what it says of candidates, gates, triggers and serving.
    /// </summary>
    public static string HashOfRows(PipelineDefinition definition, BatchSet set)
    {
        var data = OfData(definition);
        var files = set.Sources.Values.Prepend(set.Main).Select(batch => batch.Hash);
        return Hash(JsonSerializer.Serialize(new { files, data, set.HoldoutHash, CodeVersion.Current }, AppJson.Stored), HashLength);
    }

    /// <summary>A hash of all that decides whether a file can be used: the code, and the definition without what it says of candidates, gates, triggers and serving.</summary>
    public static string HashOfReading(PipelineDefinition definition) =>
        Hash(JsonSerializer.Serialize(new { data = OfData(definition), CodeVersion.Current }, AppJson.Stored), ContentLength);

    /// <summary>Whether features of one set mean the same as those of the other.</summary>
    /// <param name="id">An id, or its first part alone.</param>
    /// <param name="other">An id.</param>
    public static bool IsMadeLike(string id, string other) => MakingOf(id).SequenceEqual(MakingOf(other));

    private static PipelineDefinition OfData(PipelineDefinition definition) =>
        definition with { Candidates = [], Folds = 0, Metric = "", Gates = new(), Approval = null, Retrain = new(), Serving = new() };

    private static ReadOnlySpan<char> MakingOf(string id) => id.IndexOf('-', StringComparison.Ordinal) is >= 0 and var end ? id.AsSpan(0, end) : id;

    private static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
