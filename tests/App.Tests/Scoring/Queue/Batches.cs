using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Scoring;

/// <summary>Batches of the dispatch pipeline, and what clients do with them.</summary>
internal static class Batches
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A batch of so many rows, different from batch to batch.</summary>
    public static string Body(int rows = 3, int first = 1) => JsonSerializer.Serialize(new
    {
        subjects = Enumerable.Range(first, rows).Select(i => $"order-{i}"),
        features = Enumerable.Range(first, rows).Select(i => new object[] { (i * 7 % 100) + 0.5, $"SKU00{(i % 5) + 1}" }),
    });

    /// <summary>The message of a batch, as ingestion puts it into the queue.</summary>
    public static string Message(string id, string body, string pipeline = "dispatch", DateTimeOffset? at = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{id}}","pipeline":"{{pipeline}}","correlationId":"{{id}}","at":"{{at ?? DateTimeOffset.UtcNow:O}}",{{body.TrimStart()[1..]}}""");

    /// <summary>Posts a batch.</summary>
    public static async Task<HttpResponseMessage> IngestAsync(this PipelineHost host, string body, string? key = null, string pipeline = "dispatch")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/ingest/{pipeline}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await host.Client.SendAsync(request, Cancelled);
    }

    /// <summary>Posts a batch that is accepted; gives its id.</summary>
    public static async Task<string> AcceptedAsync(this PipelineHost host, string body, string? key = null, string pipeline = "dispatch")
    {
        using var answer = await host.IngestAsync(body, key, pipeline);
        Assert.True((int)answer.StatusCode == 202, await answer.Content.ReadAsStringAsync(Cancelled));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("batchId").GetString()!;
    }

    /// <summary>Waits until a batch has ended.</summary>
    public static async Task<JsonElement> EndedAsync(this PipelineHost host, string batchId, string pipeline = "dispatch")
    {
        JsonElement batch = default;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await host.Client.GetAsync(new Uri($"/api/predictions/{pipeline}/{batchId}", UriKind.Relative), Cancelled);
                if ((int)answer.StatusCode is not 200)
                {
                    return false;
                }

                batch = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
                return batch.GetProperty("status").GetString() is not "pending";
            },
            $"the scores of {batchId}");
        return batch;
    }

    /// <summary>Every line of the score store.</summary>
    public static IReadOnlyList<JsonElement> ScoreLines(this PipelineHost host, string pipeline = "dispatch")
    {
        var folder = Path.Combine(host.Functions.StateDirectory, "blobs", "scores", pipeline);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .SelectMany(file => File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => JsonDocument.Parse(line).RootElement)]
            : [];
    }

    public static string[] Texts(this JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetString()!)];
}
