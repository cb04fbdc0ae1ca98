using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Audit;

/// <summary>Who did what when.</summary>
public sealed class AuditTests
{
    [Fact]
    [Trait("Acceptance", "82")]
    public async Task EveryChange_IsKeptWithWhoMadeItAndWhen()
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [MlFunctions.Http.Caller.AuthenticationSetting] = "True" });
        await host.DefineAsync(definition => definition["gates"] = new JsonObject { ["champion"] = "ignore" });
        await host.TrainAsync(Table.Csv());
        await host.PutCsvAsync("datasets/dispatch/week-2.csv", Table.Csv(seed: 21), "x-functions-key", "k-1");
        await host.EndedRunAsync("dispatch", 2);
        host.Client.DefaultRequestHeaders.Add("x-ms-client-principal-name", "ada@example.org");
        await host.PostAsync("pipelines/dispatch/runs", "");
        await host.EndedRunAsync("dispatch", 3);
        await host.PostAsync("models/dispatch/1/promote", "");
        await host.PostAsync("models/dispatch/9/promote", "");

        var entries = (await EntriesAsync(host, "audit?pipeline=dispatch&limit=100")).Where(entry => entry.GetProperty("by").GetString() != "app").Reverse().ToArray();

        // The rows of two weeks and of a run asked for by hand; what was refused is no change.
        Assert.Equal(
            ["define-pipeline", "start-run", "put-dataset", "start-run", "request-run", "start-run", "promote-model"],
            entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.StartsWith("anonymous", By(entries[0]), StringComparison.Ordinal);
        Assert.Equal("data raw/dispatch/week-1.csv", By(entries[1]));
        Assert.Equal($"key {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("k-1")))[..8]}", By(entries[2]));
        Assert.Equal("user ada@example.org", By(entries[4]));
        Assert.Equal("user ada@example.org", By(entries[6]));
        Assert.EndsWith("/models/dispatch/1/promote", entries[6].GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Equal("user ada@example.org", (await host.ModelsAsync()).GetProperty("history").EnumerateArray().Last().GetProperty("by").GetString());
    }

    [Fact]
    [Trait("Acceptance", "82")]
    public async Task PagesOfTheAudit_AreTheWholeAuditNewestFirst()
    {
        await using var host = await PipelineHost.StartAsync();
        await host.DefineAsync();
        await host.DefineAsync(pipeline: "returns");
        await host.DefineAsync(definition => definition["folds"] = 3);
        await host.DefineAsync(definition => definition["folds"] = 4);

        var all = await EntriesAsync(host, "audit");
        Assert.Equal(["dispatch", "dispatch", "returns", "dispatch"], all.Select(entry => entry.GetProperty("pipeline").GetString()));
        Assert.Equal(3, (await EntriesAsync(host, "audit?pipeline=dispatch")).Length);

        var paged = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await host.GetAsync($"audit?limit=3&after={Uri.EscapeDataString(next)}");
            paged.AddRange(page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetRawText()));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        Assert.Equal(all.Select(entry => entry.GetRawText()), paged);
        Assert.Empty(await EntriesAsync(host, "audit?pipeline=nobody"));
        Assert.Equal(422, await host.GetStatusAsync("audit?limit=0"));
        Assert.Equal(422, await host.GetStatusAsync("audit?pipeline=No%20Such"));
    }

    private static string? By(JsonElement entry) => entry.GetProperty("by").GetString();

    private static async Task<JsonElement[]> EntriesAsync(PipelineHost host, string route) => [.. (await host.GetAsync(route)).GetProperty("entries").EnumerateArray()];
}
