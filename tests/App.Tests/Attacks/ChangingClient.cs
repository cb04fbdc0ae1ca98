using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Scoring;

namespace MlFunctions.Tests.Attacks;

/// <summary>Asks for one change after another, as a seed chooses, and notes each that is acknowledged, until its app is gone.</summary>
internal sealed class ChangingClient(HttpClient app, Acknowledged acknowledged, Random random, string name)
{
    /// <summary>Works until the app is gone or it is told to stop.</summary>
    public async Task WorkAsync(CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            try
            {
                await ChangeAsync($"{name}-{i}", over);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private Task ChangeAsync(string id, CancellationToken over) => random.Next(20) switch
    {
        0 => UploadAsync($"file-{id}.csv", over),
        1 => RunAsync(id, over),
        < 8 => PromoteAsync(id, over),
        < 13 when acknowledged.AnyBatch(random) is { } batch => CorrectAsync(batch, over),
        _ => IngestAsync(id, over),
    };

    private async Task IngestAsync(string id, CancellationToken over)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ingest/dispatch") { Content = Json(Batches.Body(rows: 1 + random.Next(20), first: random.Next(1000))) };
        request.Headers.Add("Idempotency-Key", id);
        if (await SendAsync(request, over) is { } answer)
        {
            acknowledged.Batch(answer.GetProperty("batchId").GetString()!);
        }
    }

    private async Task UploadAsync(string file, CancellationToken over)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/datasets/dispatch/{file}") { Content = new StringContent(Table.Csv(rows: 400, seed: (ulong)random.Next(1, 1000))) };
        if (await SendAsync(request, over) is not null)
        {
            acknowledged.Upload(file);
        }
    }

    private async Task RunAsync(string id, CancellationToken over)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/pipelines/dispatch/runs") { Content = Json($$"""{"reason":"{{id}}"}""") };
        if (await SendAsync(request, over) is { } answer)
        {
            acknowledged.Run(answer.GetProperty("runId").GetString()!);
        }
    }

    private async Task PromoteAsync(string id, CancellationToken over)
    {
        var version = 1 + random.Next(2);
        using var request = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/models/dispatch/{version}/promote")) { Content = Json($$"""{"why":"why {{id}}."}""") };
        if (await SendAsync(request, over) is { } registry && registry.GetProperty("history").EnumerateArray().Any(change => change.TryGetProperty("why", out var why) && why.GetString() == $"why {id}."))
        {
            acknowledged.Promotion($"why {id}.");
        }
    }

    private async Task CorrectAsync(string batch, CancellationToken over)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/predictions/dispatch/{batch}");
        if (await SendAsync(asked, over) is not { } view || view.GetProperty("status").GetString() != "scored")
        {
            return;
        }

        var subject = view.GetProperty("subjects")[random.Next(view.GetProperty("subjects").GetArrayLength())].GetString()!;
        var actual = random.Next(1, 100);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/predictions/dispatch/{batch}") { Content = Json(string.Create(CultureInfo.InvariantCulture, $$$"""{"actuals":{"{{{subject}}}":{{{actual}}}}}""")) };
        if (await SendAsync(request, over) is not null)
        {
            acknowledged.Correction(batch, subject);
        }
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    /// <summary>The answer of an app that did as it was asked; null where it refused, which it may.</summary>
    private async Task<JsonElement?> SendAsync(HttpRequestMessage request, CancellationToken over)
    {
        using var answer = await app.SendAsync(request, over);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(over) : null;
    }
}
