using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlFunctions.Tests.EndToEnd;
using MlFunctions.Tests.Events;

namespace MlFunctions.Tests.OpenApi;

/// <summary>The OpenAPI document is true: every operation answers as it says.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    // What each path parameter stands for, in all paths or in one.
    private readonly Dictionary<string, string> _samples = new(StringComparer.Ordinal)
    {
        ["pipeline"] = "dispatch",
        ["version"] = "1",
        ["index"] = "0",
        ["name"] = "orders.csv",
        ["/datasets/{pipeline}/records pipeline"] = "customers",
        ["/webhooks/{pipeline}/{name} name"] = "receiver",
        ["delete /webhooks/{pipeline}/{name} name"] = "leaving",
        ["/webhooks/{pipeline}/{name}/deliveries name"] = "receiver",
        ["/webhooks/{pipeline}/{name}/deliveries/{id} name"] = "receiver",
        ["/webhooks/{pipeline}/{name}/deliveries/{id}/retry name"] = "receiver",
    };

    // Pipelines that are there for other operations and have no model to ask.
    private static readonly string[] Untrained = ["customers", "failing", "to-approve", "to-reject"];

    // It has no end, so it is not read to it.
    private const string Events = "/events";

    private PipelineHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PipelineHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await PipelineHost.StartAsync();
        await _host.DefineAsync(definition =>
        {
            definition["gates"]!["champion"] = "ignore";
            definition["ingestion"] = new System.Text.Json.Nodes.JsonObject { ["maxBadRows"] = 0.01 };
        });
        await _host.TrainAsync(Table.Csv());

        // A second version, so that a rollback finds one; and a bad row, so that there is a quarantine.
        var run = await _host.TrainAsync(Table.CsvWithLine(7, "1,nobody,knows"), "week-2.csv");
        await _host.TrainAsync(Table.Csv(seed: 3), "week-3.csv");
        _samples["delete /datasets/{pipeline}/{batchId} batchId"] = (await _host.GetAsync("datasets/dispatch"))[0].GetProperty("batchId").GetString()!;
        _samples["batchId"] = run.GetProperty("id").GetString()!.Split('.')[1];
        _samples["id"] = run.GetProperty("id").GetString()!;
        _samples["/predictions/{pipeline}/{batchId} batchId"] = await ScoredBatchAsync();
        _samples["jobId"] = await EndedJobAsync();
        _samples["/runs/{id}/resume id"] = await FailedRunAsync();
        _samples["/runs/{id}/approve id"] = await WaitingRunAsync("to-approve");
        _samples["/runs/{id}/reject id"] = await WaitingRunAsync("to-reject");
        _samples["/predictions/{pipeline}/{batchId}/features batchId"] = _samples["/predictions/{pipeline}/{batchId} batchId"];
        _samples["/predictions/{pipeline}/{batchId}/corrections batchId"] = _samples["/predictions/{pipeline}/{batchId} batchId"];
        _samples["/predictions/dispatch/{batchId} batchId"] = _samples["/predictions/{pipeline}/{batchId} batchId"];
        await WebhooksAsync();
        await _host.DefineAsync(
            definition =>
            {
                definition["entity"] = "customer";
                definition.Remove("serving");
            },
            "customers");
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task EveryOperation_AnswersAsTheDocumentSays()
    {
        var document = await Host.GetAsync("openapi.json");
        var check = new JsonSchemaCheck(document);
        var faults = new List<string>();
        foreach (var (path, method, operation) in Operations(document).Where(described => described.Path != Events && !Untrained.Any(name => described.Path.Split('/').Contains(name))))
        {
            faults.AddRange(await FaultsAsync(check, path, method, operation));
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task EveryOperation_IsUnknownForWhatIsNotThere()
    {
        var document = await Host.GetAsync("openapi.json");
        var check = new JsonSchemaCheck(document);
        foreach (var (path, method, operation) in Operations(document)
            .Where(described => described.Path.Contains('{', StringComparison.Ordinal) && described.Operation.GetProperty("responses").TryGetProperty("404", out _)))
        {
            using var answer = await SendAsync(method, Fill(path, name => name is "version" or "index" ? "999" : "nobody"), operation);
            Assert.True((int)answer.StatusCode == 404, $"{method} {path} answers {answer.StatusCode}");
            var problem = await ReadAsync(answer);
            Assert.Empty(check.Faults(operation.GetProperty("responses").GetProperty("404").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema"), problem));
        }
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select (path.Name, method.Name, method.Value);

    private async Task<IEnumerable<string>> FaultsAsync(JsonSchemaCheck check, string path, string method, JsonElement operation)
    {
        using var answer = await SendAsync(method, Fill(path, name => Sample($"{method} {path}", path, name)), operation);
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!answer.IsSuccessStatusCode || !operation.GetProperty("responses").TryGetProperty(status, out var response))
        {
            return [$"{method} {path} answers {status}: {await answer.Content.ReadAsStringAsync(Cancelled)}"];
        }

        if (answer.StatusCode == System.Net.HttpStatusCode.NoContent)
        {
            return response.TryGetProperty("content", out _) ? [$"{method} {path} answers nothing, unlike the document"] : [];
        }

        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type is null || !response.GetProperty("content").TryGetProperty(type, out var content))
        {
            return [$"{method} {path} answers {type}, which is not in the document"];
        }

        return type == "application/json"
            ? check.Faults(content.GetProperty("schema"), await ReadAsync(answer)).Select(fault => $"{method} {path}: {fault}")
            : [];
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string route, JsonElement operation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), $"/api{route}");
        if (operation.TryGetProperty("requestBody", out var body))
        {
            var content = body.GetProperty("content").EnumerateObject().Single();

            // The definition has no example that would fit every pipeline; the one that is there fits.
            var example = route == "/pipelines/dispatch" ? await Host.Client.GetStringAsync(new Uri("/api/pipelines/dispatch", UriKind.Relative), Cancelled)
                : content.Name == "application/json" ? content.Value.GetProperty("example").GetRawText()
                : content.Value.GetProperty("example").GetString()!;
            request.Content = new StringContent(example, Encoding.UTF8, content.Name);
        }

        return await Host.Client.SendAsync(request, Cancelled);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement;

    private static string Fill(string path, Func<string, string> value) =>
        Regex.Replace(path, @"\{(?<name>\w+)\}", match => Uri.EscapeDataString(value(match.Groups["name"].Value)), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private string Sample(string operation, string path, string parameter) => _samples.TryGetValue($"{operation} {parameter}", out var value) || _samples.TryGetValue($"{path} {parameter}", out value) || _samples.TryGetValue(parameter, out value)
        ? value
        : throw new InvalidOperationException($"The path parameter '{parameter}' is new; give this test a value for it that there is.");

    private async Task<string> ScoredBatchAsync()
    {
        var (_, accepted) = await Host.PostAsync("ingest/dispatch", """{"subjects": ["order-1"], "features": [[112, "SKU001"]]}""");
        var batchId = accepted.GetProperty("batchId").GetString()!;
        await Eventually.TrueAsync(async () => (await Host.GetAsync($"predictions/dispatch/{batchId}")).GetProperty("status").GetString() == "scored", "the batch to be scored");
        return batchId;
    }

    private async Task WebhooksAsync()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        foreach (var name in new[] { "receiver", "leaving" })
        {
            await Host.PutAsync($"webhooks/dispatch/{name}", new System.Text.Json.Nodes.JsonObject { ["url"] = receiver.Url, ["events"] = new System.Text.Json.Nodes.JsonArray("model-reverted") });
        }

        await Host.Functions.SendMessageAsync("pipeline-events", WebhookEvents.Json("model-reverted", "dispatch:1"));
        var delivery = await Eventually.GetAsync(
            async () => (await Host.GetAsync("webhooks/dispatch/receiver/deliveries")) is var all && all.GetArrayLength() == 1 && all[0].GetProperty("status").GetString() == "delivered" ? all[0].GetProperty("id").GetString() : null,
            "the delivery");
        _samples["/webhooks/{pipeline}/{name}/deliveries/{id} id"] = delivery;
        _samples["/webhooks/{pipeline}/{name}/deliveries/{id}/retry id"] = delivery;
    }

    private async Task<string> EndedJobAsync()
    {
        var (_, job) = await Host.PostAsync("predict/dispatch/batch", """{"dataset":"week-1.csv"}""");
        var jobId = job.GetProperty("jobId").GetString()!;
        await Host.Functions.WaitForOrchestrationAsync(jobId, Cancelled);
        return jobId;
    }

    private async Task<string> FailedRunAsync()
    {
        await Host.DefineAsync(definition => definition.Remove("serving"), "failing");
        var run = await Host.TrainAsync("orders_placed,product_code,hours_to_dispatch\nmany,SKU001,3\n", pipeline: "failing");
        Assert.Equal("failed", run.GetProperty("status").GetString());
        return run.GetProperty("id").GetString()!;
    }

    private async Task<string> WaitingRunAsync(string pipeline)
    {
        await Host.DefineAsync(
            definition =>
            {
                definition["approval"] = true;
                definition.Remove("serving");
            },
            pipeline);
        await Host.Functions.UploadBlobAsync($"raw/{pipeline}/week-1.csv", Table.Csv());
        return await Eventually.GetAsync(
            async () => await Host.RunsAsync(pipeline) is [var run] && run.TryGetProperty("progress", out var progress) && progress.TryGetProperty("approval", out _)
                ? run.GetProperty("id").GetString()
                : null,
            $"the run of {pipeline} to ask for approval");
    }
}
