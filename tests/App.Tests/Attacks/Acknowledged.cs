using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>What an app has acknowledged in all its lives, and whether all of it is there.</summary>
internal sealed class Acknowledged
{
    private static readonly string[] Queues = ["scoring-requests", "feedback", "pipeline-events/Subscriptions/audit", "pipeline-events/Subscriptions/push", "pipeline-events/Subscriptions/handlers"];

    private readonly ConcurrentDictionary<string, bool> _batches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _uploads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _promotions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Batch, string Subject), bool> _corrections = new();
    private readonly List<string> _lines = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Whether there is something of every kind.</summary>
    public bool IsEverythingTried => !_batches.IsEmpty && !_uploads.IsEmpty && !_runs.IsEmpty && !_promotions.IsEmpty && !_corrections.IsEmpty;

    private int Count => _batches.Count + _uploads.Count + _runs.Count + _promotions.Count + _corrections.Count;

    /// <summary>Waits until so many more are acknowledged, or the time is up.</summary>
    public async Task MoreAsync(int more, TimeSpan within)
    {
        var (enough, began) = (Count + more, System.Diagnostics.Stopwatch.GetTimestamp());
        while (Count < enough && System.Diagnostics.Stopwatch.GetElapsedTime(began) < within)
        {
            await Task.Delay(1, Cancelled);
        }
    }

    public void Batch(string id) => _batches[id] = true;

    public void Upload(string file) => _uploads[file] = true;

    public void Run(string id) => _runs[id] = true;

    public void Promotion(string why) => _promotions[why] = true;

    public void Correction(string batch, string subject) => _corrections[(batch, subject)] = true;

    public void Logged(IReadOnlyList<string> lines) => _lines.AddRange(lines);

    /// <summary>Some batch; null where there is none yet.</summary>
    public string? AnyBatch(Random random) => _batches.Keys.ToArray() is { Length: > 0 } batches ? batches[random.Next(batches.Length)] : null;

    public override string ToString() =>
        $"{_batches.Count} batches, {_uploads.Count} uploads, {_runs.Count} runs, {_promotions.Count} promotions, {_corrections.Count} corrections";

    /// <summary>Waits until the app has done all that it was asked for, and holds it against what was acknowledged.</summary>
    public async Task CheckAsync(AppProcess app)
    {
        await Task.WhenAll(_runs.Keys.Select(run => Eventually.TrueAsync(async () => await StatusAsync(app, $"runs/{run}") is "completed" or "failed", $"the end of {run}")));
        foreach (var run in _runs.Keys)
        {
            Assert.Equal("completed", await StatusAsync(app, $"runs/{run}"));
        }

        foreach (var batch in _batches.Keys)
        {
            await Eventually.TrueAsync(async () => await StatusAsync(app, $"predictions/dispatch/{batch}") is "scored", $"the scores of {batch}; now it is {await StatusAsync(app, $"predictions/dispatch/{batch}")}");
        }

        foreach (var batch in _corrections.Keys.GroupBy(correction => correction.Batch, correction => correction.Subject))
        {
            await Eventually.TrueAsync(
                async () => batch.All((await TextAsync(app, $"predictions/dispatch/{batch.Key}/corrections")).Contains),
                $"the corrections of {batch.Key}: {string.Join(", ", batch)}");
        }

        var datasets = await GetAsync(app, "datasets/dispatch");
        Assert.Empty(_uploads.Keys.Except(datasets.EnumerateArray().Select(dataset => dataset.GetProperty("file").GetString()!), StringComparer.Ordinal));
        await CheckChangesAsync(app);
        await CheckDeadLettersAsync(app);
    }

    // Each change of the registry by hand has its event and its entry; each upload has its entry.
    private async Task CheckChangesAsync(AppProcess app)
    {
        var changes = (await GetAsync(app, "models/dispatch")).GetProperty("history").EnumerateArray()
            .Select((change, index) => (Number: index + 1, Version: change.GetProperty("version").GetInt32(), Why: change.TryGetProperty("why", out var why) ? why.GetString() : null))
            .Where(change => change.Why is not null).ToList();
        Assert.Empty(_promotions.Keys.Except(changes.Select(change => change.Why!), StringComparer.Ordinal));

        List<JsonElement> audit = [];
        await Eventually.TrueAsync(
            async () =>
            {
                audit = await AuditAsync(app);
                return changes.All(change => audit.Count(entry => Is(entry, "app", $"dispatch:{change.Version} (change {change.Number})")) == 1);
            },
            "the event of every change");

        var unknown = audit.Count(entry => entry.GetProperty("action").GetString() == "promote-model" && Detail(entry).Contains("ended before it was known", StringComparison.Ordinal));
        var without = changes.Count(change => !audit.Exists(entry => entry.GetProperty("action").GetString() == "promote-model" && Detail(entry).EndsWith(change.Why!, StringComparison.Ordinal)));
        Assert.InRange(without, 0, unknown);
        Assert.All(_promotions.Keys, why => Assert.Contains(audit, entry => Detail(entry).EndsWith(why, StringComparison.Ordinal)));
        Assert.All(_uploads.Keys, file => Assert.Contains(audit, entry => entry.GetProperty("action").GetString() == "put-dataset" && entry.GetProperty("subject").GetString()!.EndsWith($"/{file}", StringComparison.Ordinal)));
    }

    private async Task CheckDeadLettersAsync(AppProcess app)
    {
        Logged(app.Lines);
        foreach (var queue in Queues)
        {
            using var answer = await app.Client.GetAsync(new Uri($"/admin/servicebus/deadletters?entity={Uri.EscapeDataString(queue)}", UriKind.Relative), Cancelled);
            foreach (var message in (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).EnumerateArray())
            {
                var id = message.GetProperty("messageId").GetString()!;
                Assert.Contains(_lines, line => line.Contains($"'{id}'", StringComparison.Ordinal) && line.Contains("dead-lettered", StringComparison.Ordinal));
            }
        }
    }

    private static bool Is(JsonElement entry, string by, string subject) => entry.GetProperty("by").GetString() == by && entry.GetProperty("subject").GetString() == subject;

    private static string Detail(JsonElement entry) => entry.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "";

    private static async Task<List<JsonElement>> AuditAsync(AppProcess app)
    {
        var entries = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = await GetAsync(app, $"audit?pipeline=dispatch&limit=500{(next.Length > 0 ? $"&after={Uri.EscapeDataString(next)}" : "")}");
            entries.AddRange(page.GetProperty("entries").EnumerateArray());
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        return entries;
    }

    private static async Task<string?> StatusAsync(AppProcess app, string route)
    {
        using var answer = await app.Client.GetAsync(new Uri($"/api/{route}", UriKind.Relative), Cancelled);
        return answer.StatusCode == HttpStatusCode.OK ? (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("status").GetString() : answer.StatusCode.ToString();
    }

    private static Task<string> TextAsync(AppProcess app, string route) => app.Client.GetStringAsync(new Uri($"/api/{route}", UriKind.Relative), Cancelled);

    private static Task<JsonElement> GetAsync(AppProcess app, string route) => app.Client.GetFromJsonAsync<JsonElement>($"/api/{route}", Cancelled);
}
