using System.Security.Cryptography;
using System.Text.Json;
using MlFunctions.Ingestion;
using MlFunctions.Pipelines;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Preparation;

/// <summary>Names a feature set by all that it depends on, so that whoever needs the same one finds it.</summary>
internal static class FeatureSetName
{
    /// <summary>The name of the feature set that a definition makes of a batch.</summary>
    /// <param name="batch">The raw data.</param>
    /// <param name="definition">The definition. What it says of candidates, gates, triggers and serving changes no data.</param>
    public static string Of(Batch batch, PipelineDefinition definition)
    {
        var data = definition with { Candidates = [], Folds = 0, Metric = "", Gates = new(), Retrain = new(), Serving = new() };
        var depends = new { batch.Hash, data, CodeVersion.Current };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(depends, AppJson.Stored)))[..16];
    }
}
