using System.Buffers;
using System.Text.Json;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>
/// A batch as queries answer it: <c>{batchId, subjects, predictions, scores, modelVersion, created, status}</c>, with the reason where it failed.
/// A prediction is a class, a number, or an array of numbers for several targets; a score names each output of the model.
/// </summary>
internal static class BatchView
{
    private static readonly JsonWriterOptions Options = new() { Encoder = AppJson.Web.Encoder, SkipValidation = true };

    /// <summary>A batch that waits.</summary>
    public static byte[] Waiting(ScoringRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(request.Subjects.Length + 256);
        using var json = new Utf8JsonWriter(buffer, Options);
        WriteUnscored(json, request, "pending"u8, reason: null);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether a batch, as it is shown, waits still.</summary>
    public static bool IsWaiting(ReadOnlyMemory<byte> view)
    {
        using var batch = JsonDocument.Parse(view);
        return batch.RootElement.GetProperty("status").GetString() == "pending";
    }

    /// <summary>A batch that could not be scored.</summary>
    public static void WriteFailed(Utf8JsonWriter json, ScoringRequest request, string reason) => WriteUnscored(json, request, "failed"u8, reason);

    /// <summary>A batch with its scores.</summary>
    public static void WriteScored(Utf8JsonWriter json, ScoringRequest request, ServedModel model, ReadOnlySpan<double> outputs)
    {
        json.WriteStartObject();
        WriteHead(json, request);
        WriteScores(json, model, outputs);
        WriteTail(json, request, "scored"u8);
        json.WriteEndObject();
    }

    /// <summary>The members that scores alone have: <c>predictions</c>, <c>scores</c>, <c>modelVersion</c>.</summary>
    public static void WriteScores(Utf8JsonWriter json, ServedModel model, ReadOnlySpan<double> outputs)
    {
        var names = OutputNames.Of(model);
        var count = model.OutputCount;
        json.WriteStartArray("predictions"u8);
        for (var row = 0; row < outputs.Length; row += count)
        {
            WritePrediction(json, names, outputs.Slice(row, count));
        }

        json.WriteEndArray();
        json.WriteStartArray("scores"u8);
        for (var row = 0; row < outputs.Length; row += count)
        {
            json.WriteStartObject();
            for (var output = 0; output < count; output++)
            {
                json.WriteNumber(names.Outputs[output], outputs[row + output]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("modelVersion"u8, model.Manifest.VersionName);
    }

    private static void WritePrediction(Utf8JsonWriter json, OutputNames names, ReadOnlySpan<double> outputs)
    {
        if (names.Classes.Length > 0)
        {
            json.WriteStringValue(names.Classes[System.Numerics.Tensors.TensorPrimitives.IndexOfMax(outputs)]);
        }
        else if (outputs.Length == 1)
        {
            json.WriteNumberValue(outputs[0]);
        }
        else
        {
            json.WriteStartArray();
            foreach (var output in outputs)
            {
                json.WriteNumberValue(output);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteUnscored(Utf8JsonWriter json, ScoringRequest request, ReadOnlySpan<byte> status, string? reason)
    {
        json.WriteStartObject();
        WriteHead(json, request);
        json.WriteStartArray("predictions"u8);
        json.WriteEndArray();
        json.WriteStartArray("scores"u8);
        json.WriteEndArray();
        WriteTail(json, request, status);
        if (reason is not null)
        {
            json.WriteString("reason"u8, reason);
        }

        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, ScoringRequest request)
    {
        json.WriteString("batchId"u8, request.Id);
        json.WritePropertyName("subjects"u8);
        json.WriteRawValue(request.Subjects.IsEmpty ? "[]"u8 : request.Subjects.Span, skipInputValidation: true);
    }

    private static void WriteTail(Utf8JsonWriter json, ScoringRequest request, ReadOnlySpan<byte> status)
    {
        json.WriteString("created"u8, request.At);
        json.WriteString("status"u8, status);
    }
}
