using System.Text.Json;
using MlFunctions.Ingestion.Csv;
using MlFunctions.Preparation;

namespace MlFunctions.Pipelines;

/// <summary>How the reading of files is written in a definition: <c>"ingestion": {"delimiter": ";", "missing": ["?"], "header": false}</c>.</summary>
internal static class IngestionSection
{
    private static readonly Dictionary<string, CsvPercent> Percents = new(StringComparer.Ordinal)
    {
        ["fraction"] = CsvPercent.Fraction,
        ["number"] = CsvPercent.Number,
    };

    /// <summary>Reads it.</summary>
    public static IngestionDefinition Read(JsonObjectReader reader)
    {
        var isHeader = reader.KindOf("header") is not (JsonValueKind.Array or JsonValueKind.Undefined);
        var columns = reader.KindOf("header") == JsonValueKind.Array ? reader.Texts("header") : [];
        var ingestion = new IngestionDefinition
        {
            Delimiter = reader.Character("delimiter"),
            Decimal = reader.Character("decimal"),
            Quote = reader.Character("quote"),
            Encoding = reader.Text("encoding"),
            HasHeader = isHeader ? reader.Flag("header", otherwise: true) : columns.Count == 0,
            Columns = columns,
            Missing = reader.Texts("missing"),
            Numbers = new CsvNumberStyle
            {
                Thousands = reader.Character("thousands"),
                Currency = reader.Texts("currency"),
                Percent = reader.Has("percent") ? reader.Choice("percent", Percents, CsvPercent.Fraction) : null,
            },
            MaxBadRows = reader.Number("maxBadRows", minimum: 0, maximum: 1) ?? 0.05,
            DriftThreshold = reader.Number("driftThreshold", minimum: 0) ?? 0.2,
        };
        reader.End();
        return ingestion;
    }

    /// <summary>Every fault of sense.</summary>
    public static IEnumerable<JsonFault> Faults(PipelineDefinition definition)
    {
        var ingestion = definition.Ingestion;
        if (ingestion.Encoding is { } encoding && CsvText.Find(encoding) is null)
        {
            yield return new("$.ingestion.encoding", $"is '{encoding}', expected the name of an encoding such as utf-8, utf-16, windows-1252 or iso-8859-15");
        }

        if (ingestion.Numbers.Thousands is { } thousands && (thousands == ingestion.Decimal || thousands == '.' && ingestion.Decimal is null || char.IsAsciiLetterOrDigit(thousands) || !char.IsAscii(thousands)))
        {
            yield return new("$.ingestion.thousands", $"is '{thousands}', expected a mark that does not stand before decimals too{(ingestion.Decimal is null ? "; say \"decimal\" as well" : "")}");
        }

        if (ingestion.Columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(name => name.Key.Length > 0 && name.Count() > 1) is { } twice)
        {
            yield return new("$.ingestion.header", $"names '{twice.Key}' more than once");
        }

        if (WhyNot(definition) is { } why)
        {
            yield return new("$.ingestion", why);
        }
    }

    private static string? WhyNot(PipelineDefinition definition)
    {
        try
        {
            PipelineSchema.Options(definition).Validate();
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
