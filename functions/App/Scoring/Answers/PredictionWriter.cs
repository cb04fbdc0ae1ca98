using System.Buffers;
using System.Text.Json;
using MlFunctions.Learning;
using MlFunctions.Pipelines;
using MlFunctions.Storage;
using MlFunctions.Training;

namespace MlFunctions.Scoring;

/// <summary>Writes the outputs of one model as the answer to a request, in the request's shape.</summary>
internal sealed class PredictionWriter
{
    private static readonly JsonEncodedText VersionName = JsonEncodedText.Encode(AnswerMembers.ModelVersion);
    private static readonly JsonEncodedText PredictionsName = JsonEncodedText.Encode("predictions");
    private static readonly JsonEncodedText ProbabilitiesName = JsonEncodedText.Encode(AnswerMembers.Probabilities);
    private static readonly JsonEncodedText ScoresName = JsonEncodedText.Encode(AnswerMembers.Scores);
    private static readonly JsonEncodedText FallbackName = JsonEncodedText.Encode(AnswerMembers.Fallback);

    private static readonly JsonWriterOptions Options = new() { Encoder = AppJson.Web.Encoder, SkipValidation = true };

    // A larger answer is rare, and its buffer not worth keeping.
    private const int LargestKeptBuffer = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    private readonly JsonEncodedText _version;
    private readonly JsonEncodedText[] _targets;
    private readonly JsonEncodedText[] _labels;
    private readonly ModelOutput _output;
    private readonly int _outputs;

    /// <summary>A writer for the answers of a model.</summary>
    public PredictionWriter(LoadedModel model)
    {
        _version = JsonEncodedText.Encode(model.Manifest.VersionName);
        _targets = [.. model.Manifest.Targets.Select(t => JsonEncodedText.Encode(t.As))];
        _labels = [.. model.Labels.Select(label => JsonEncodedText.Encode(label))];
        _output = model.Model.Output;
        _outputs = model.Model.OutputCount;
    }

    /// <summary>Writes the answer.</summary>
    /// <param name="shape">The shape of the request.</param>
    /// <param name="outputs">Rows × outputs of the model, row by row.</param>
    /// <param name="isFallback">Whether this model answers in place of another; then the answer says so.</param>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] Write(RequestShape shape, ReadOnlySpan<double> outputs, bool isFallback)
    {
        // One pair a thread: writing never waits, so nothing else can be writing with it.
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var json = _json ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        Write(json, shape, outputs, isFallback);
        json.Flush();
        var answer = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > LargestKeptBuffer)
        {
            (_buffer, _json) = (null, null);
        }

        return answer;
    }

    private void Write(Utf8JsonWriter json, RequestShape shape, ReadOnlySpan<double> outputs, bool isFallback)
    {
        switch (shape)
        {
            case RequestShape.Row:
                WriteRow(json, outputs, isFallback);
                break;
            case RequestShape.Rows:
                json.WriteStartArray();
                for (var row = 0; row < outputs.Length; row += _outputs)
                {
                    WriteRow(json, outputs.Slice(row, _outputs), isFallback);
                }

                json.WriteEndArray();
                break;
            default:
                WriteArrays(json, outputs, isFallback);
                break;
        }
    }

    private void WriteRow(Utf8JsonWriter json, ReadOnlySpan<double> outputs, bool isFallback)
    {
        json.WriteStartObject();
        if (_labels.Length == 0)
        {
            for (var target = 0; target < _targets.Length; target++)
            {
                json.WriteNumber(_targets[target], outputs[target]);
            }
        }
        else
        {
            json.WriteString(_targets[0], _labels[Largest(outputs)]);
            json.WriteStartObject(_output == ModelOutput.Probability ? ProbabilitiesName : ScoresName);
            for (var label = 0; label < _labels.Length; label++)
            {
                json.WriteNumber(_labels[label], outputs[label]);
            }

            json.WriteEndObject();
        }

        WriteVersion(json, isFallback);
        json.WriteEndObject();
    }

    private void WriteArrays(Utf8JsonWriter json, ReadOnlySpan<double> outputs, bool isFallback)
    {
        json.WriteStartObject();
        json.WriteStartArray(PredictionsName);
        for (var row = 0; row < outputs.Length; row += _outputs)
        {
            WritePrediction(json, outputs.Slice(row, _outputs));
        }

        json.WriteEndArray();
        WriteVersion(json, isFallback);
        json.WriteEndObject();
    }

    private void WritePrediction(Utf8JsonWriter json, ReadOnlySpan<double> outputs)
    {
        if (_labels.Length > 0)
        {
            json.WriteStringValue(_labels[Largest(outputs)]);
            return;
        }

        if (outputs.Length == 1)
        {
            json.WriteNumberValue(outputs[0]);
            return;
        }

        json.WriteStartArray();
        foreach (var output in outputs)
        {
            json.WriteNumberValue(output);
        }

        json.WriteEndArray();
    }

    private void WriteVersion(Utf8JsonWriter json, bool isFallback)
    {
        json.WriteString(VersionName, _version);
        if (isFallback)
        {
            json.WriteBoolean(FallbackName, value: true);
        }
    }

    private static int Largest(ReadOnlySpan<double> outputs)
    {
        var largest = 0;
        for (var i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[largest])
            {
                largest = i;
            }
        }

        return largest;
    }
}
