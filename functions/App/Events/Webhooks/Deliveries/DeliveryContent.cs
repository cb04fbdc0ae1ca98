using System.Buffers;
using System.Text.Json;
using MlFunctions.Scoring;
using MlFunctions.Storage;

namespace MlFunctions.Events;

/// <summary>
/// What is pushed: <c>{"type", "timestamp", "data": {"id", "pipeline", "correlationId", "subject", "detail"}}</c>. Where scores are ready, the data
/// says by <c>url</c> where they can be read, and <c>batch</c> is to the byte what a query of the batch answers, unless it is too large to push.
/// </summary>
public sealed class DeliveryContent(IReadModel readModel, ReadModelGap gap)
{
    /// <summary>The largest batch that is pushed itself, in bytes; of a larger one only the address is.</summary>
    public const int LargestBatch = 256 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = AppJson.Web.Encoder, SkipValidation = true };

    /// <summary>The body of a push, UTF-8; null where it cannot be told now.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="apiUrl">What the addresses in it begin with.</param>
    public async Task<byte[]?> FindAsync(PipelineEvent happened, string apiUrl)
    {
        if (happened.Type != PipelineEventType.ScoresReady)
        {
            return Write(happened, url: null, batch: default);
        }

        if (ScoringJob.IsOf(happened.Pipeline, happened.Subject))
        {
            return Write(happened, $"{apiUrl}/predict/{happened.Pipeline}/batch/{happened.Subject}/result", batch: default);
        }

        try
        {
            var batch = await readModel.FindAsync(happened.Pipeline, happened.Subject);
            var isYetToCome = batch is null ? !await IsWholeAsync() : BatchView.IsWaiting(batch.View);
            return isYetToCome ? null : Write(happened, $"{apiUrl}/predictions/{happened.Pipeline}/{happened.Subject}", batch?.View ?? default);
        }
        catch (ReadModelAwayException)
        {
            return null;
        }
    }

    // Otherwise what it does not show may only have been scored while it was away; a batch that a whole one lacks is too old for it.
    private async Task<bool> IsWholeAsync() => await readModel.IsCompleteAsync() && (await gap.ReadAsync()).Since is null;

    private static byte[] Write(PipelineEvent happened, string? url, ReadOnlyMemory<byte> batch)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("type", PipelineEvent.NameOf(happened.Type));
        json.WriteString("timestamp", happened.At);
        json.WriteStartObject("data");
        json.WriteString("id", happened.Id);
        json.WriteString("pipeline", happened.Pipeline);
        json.WriteString("correlationId", happened.CorrelationId);
        json.WriteString("subject", happened.Subject);
        if (happened.Detail is not null)
        {
            json.WriteString("detail", happened.Detail);
        }

        if (url is not null)
        {
            json.WriteString("url", url);
        }

        if (batch.Length is > 0 and <= LargestBatch)
        {
            json.WritePropertyName("batch");
            json.WriteRawValue(batch.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
