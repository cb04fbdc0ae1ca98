using System.Text;
using System.Text.Json.Nodes;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Preparation;

namespace MlFunctions.Tests.Cases;

/// <summary>Files read as a definition says, the way runs read them.</summary>
internal static class DefinedFile
{
    /// <summary>Two numbers, a word and a target, with nothing said of how files are written.</summary>
    public const string Definition = """
        {
          "name": "files", "task": "regression",
          "features": [{ "name": "x", "type": "number", "optional": true }, { "name": "k", "type": "category", "optional": true }],
          "targets": [{ "name": "y" }],
          "ingestion": {},
          "candidates": [{ "trainer": "decision-tree" }],
          "metric": "r2"
        }
        """;

    /// <summary>A definition, changed.</summary>
    public static PipelineDefinition Define(Action<JsonObject>? change = null)
    {
        var json = JsonNode.Parse(Definition)!.AsObject();
        change?.Invoke(json);
        return new DefinitionParser(TrainerCatalog.BuiltIn, MetricCatalog.BuiltIn).Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    /// <summary>The paths of what is wrong with a definition.</summary>
    public static IReadOnlyList<string> Faults(Action<JsonObject> change) =>
        [.. Assert.Throws<DefinitionException>(() => Define(change)).Faults.Select(fault => fault.Path)];

    /// <summary>Reads a file.</summary>
    public static async Task<CsvResult> ReadAsync(byte[] bytes, Action<JsonObject>? change = null)
    {
        var definition = Define(change);
        var (content, assumed) = await MlFunctions.Ingestion.Csv.CsvText.OpenAsync(new MemoryStream(bytes), "t.csv", definition.Ingestion.Encoding, TestContext.Current.CancellationToken);
        await using (content)
        {
            var schema = PipelineSchema.Of(definition);
            return await CsvReader.ReadAsync(content, "t.csv", schema, PipelineSchema.Options(definition, schema) with { EncodingAssumed = assumed }, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Reads a text.</summary>
    public static Task<CsvResult> ReadAsync(string text, Action<JsonObject>? change = null) => ReadAsync(Encoding.UTF8.GetBytes(text), change);

    /// <summary>Says more of how files are written.</summary>
    public static Action<JsonObject> Ingestion(string json) => definition => definition["ingestion"] = JsonNode.Parse(json);
}
