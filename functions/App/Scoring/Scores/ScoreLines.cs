using System.Buffers;
using System.Text.Json;
using MlFunctions.Preparation;
using MlFunctions.Storage;

namespace MlFunctions.Scoring;

/// <summary>Writes scores as lines of JSON, each with the rows, the model, and the batch as it is shown. For one thread.</summary>
internal sealed class ScoreLines : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = AppJson.Web.Encoder, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly List<BatchEntry> _batches = [];
    private readonly Utf8JsonWriter _json;

    /// <summary>Nothing written yet.</summary>
    public ScoreLines() => _json = new Utf8JsonWriter(_buffer, Options);

    /// <summary>The lines so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>The batches of the lines so far, as they are shown.</summary>
    public IReadOnlyList<BatchEntry> Batches => _batches;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _buffer.ResetWrittenCount();
        _batches.Clear();
    }

    /// <summary>Adds a batch that was scored.</summary>
    /// <param name="request">The batch.</param>
    /// <param name="model">The model.</param>
    /// <param name="outputs">Rows × outputs of the model, row by row.</param>
    /// <param name="at">When.</param>
    /// <param name="duration">How long it took.</param>
    public void AddScored(ScoringRequest request, ServedModel model, ReadOnlySpan<double> outputs, DateTimeOffset at, TimeSpan duration)
    {
        Begin(request.Id, ScoreKind.Queue, ScoreRole.Champion, model.Manifest.VersionName, request.At, at, duration);
        WriteFeatures(request);
        var start = BeginView();
        BatchView.WriteScored(_json, request, model, outputs);
        Show(request, start);
    }

    /// <summary>Adds a batch that could not be scored.</summary>
    public void AddFailed(ScoringRequest request, DateTimeOffset at, string reason)
    {
        Begin(request.Id, ScoreKind.Queue, ScoreRole.Champion, modelVersion: null, request.At, at, TimeSpan.Zero);
        WriteFeatures(request);
        var start = BeginView();
        BatchView.WriteFailed(_json, request, reason);
        Show(request, start);
    }

    /// <summary>Adds a request that was answered at once, or rows that a shadow scored.</summary>
    public void AddOnline(ScoredRows scored)
    {
        Begin(Guid.CreateVersion7(scored.At).ToString("n"), ScoreKind.Online, scored.Role, scored.Model.Manifest.VersionName, scored.At, scored.At, scored.Duration);
        var inputs = scored.Model.Preparation.Inputs.Count;
        _json.WriteStartArray("features");
        for (var start = 0; start < scored.Request.Values.Length; start += inputs)
        {
            WriteRow(scored.Request.Values.AsSpan(start, inputs));
        }

        _json.WriteEndArray();
        _json.WriteStartObject("view");
        BatchView.WriteScores(_json, scored.Model, scored.Outputs);
        _json.WriteEndObject();
        End();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Begin(string id, ScoreKind kind, ScoreRole role, string? modelVersion, DateTimeOffset created, DateTimeOffset at, TimeSpan duration)
    {
        _json.WriteStartObject();
        _json.WriteString("id", id);
        _json.WriteString("kind", kind == ScoreKind.Queue ? "queue"u8 : "online"u8);
        if (role != ScoreRole.Champion)
        {
            _json.WriteString("role", $"{role}");
        }

        if (modelVersion is not null)
        {
            _json.WriteString("modelVersion", modelVersion);
        }

        _json.WriteString("created", created);
        _json.WriteString("at", at);
        _json.WriteNumber("seconds", duration.TotalSeconds);
    }

    private void WriteFeatures(ScoringRequest request)
    {
        _json.WritePropertyName("features");
        _json.WriteRawValue(request.Features.IsEmpty ? "[]"u8 : request.Features.Span, skipInputValidation: true);
    }

    private void WriteRow(ReadOnlySpan<FeatureValue> row)
    {
        _json.WriteStartArray();
        foreach (var value in row)
        {
            switch (value.Kind)
            {
                case FeatureValueKind.Number:
                    _json.WriteNumberValue(value.Number);
                    break;
                case FeatureValueKind.Missing:
                    _json.WriteNullValue();
                    break;
                default:
                    _json.WriteStringValue(value.Text);
                    break;
            }
        }

        _json.WriteEndArray();
    }

    // The place in the buffer where the view begins; everything before it has been flushed.
    private int BeginView()
    {
        _json.WritePropertyName("view");
        _json.Flush();
        return _buffer.WrittenCount;
    }

    private void Show(ScoringRequest request, int start)
    {
        _json.Flush();
        var view = _buffer.WrittenSpan[start..].ToArray();
        _batches.Add(new BatchEntry(request.Pipeline, request.Id, request.At, view, request.Features));
        End();
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        _json.Reset();
    }
}
