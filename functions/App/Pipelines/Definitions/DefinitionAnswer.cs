using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlFunctions.Storage;

namespace MlFunctions.Pipelines;

/// <summary>Definitions as the API answers them.</summary>
internal static class DefinitionAnswer
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = AppJson.Web.Encoder };

    /// <summary>A definition as it is stored, to the byte; where it has comments or trailing commas, which JSON has not, without them.</summary>
    /// <param name="stored">UTF-8 that a definition was read from.</param>
    public static IResult Of(ReadOnlyMemory<byte> stored) => Results.Bytes(Strict(stored), "application/json");

    private static ReadOnlyMemory<byte> Strict(ReadOnlyMemory<byte> stored)
    {
        try
        {
            using var strict = JsonDocument.Parse(stored);
            return stored;
        }
        catch (JsonException)
        {
            using var lenient = JsonDocument.Parse(stored, DefinitionParser.Lenient);
            using var answer = new MemoryStream();
            using (var json = new Utf8JsonWriter(answer, Indented))
            {
                lenient.WriteTo(json);
            }

            return answer.ToArray();
        }
    }
}
