using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Testing;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class ManagementEndpointTests : IAsyncLifetime
{
    private const string Root = "/runtime/webhooks/durabletask";

    private FunctionsTestHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Functions
    {
        [Function("Greet")]
        public static async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus(new { stage = "greeting" });
            return await context.CallActivityAsync<string>("Hello", context.GetInput<string>());
        }

        [Function("Hello")]
        public static string Hello([ActivityTrigger] string name) => $"Hello {name}";

        [Function("Wait")]
        public static Task<int> Wait([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<int>("Number");

        [Function("Fail")]
        public static Task Fail([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidOperationException("no good");

        [Function("Begin")]
        public static async Task<HttpResponseData> Begin(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request,
            [DurableClient] DurableTaskClient client)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("Wait");
            return await client.CreateCheckStatusResponseAsync(request, id);
        }
    }

    public async ValueTask InitializeAsync() => _host = await TestFunctions.StartAsync<Functions>();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Get_EndedInstance_Answers200WithTheFieldsOfTheRealEndpoint()
    {
        await RunAsync("Greet", "one", "World");

        var (status, body) = await GetAsync("/instances/one");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"],
            body!.AsObject().Select(property => property.Key));
        Assert.Equal("""["Greet","one","Completed","World",{"stage":"greeting"},"Hello World"]""", new JsonArray(
            body["name"]!.DeepClone(), body["instanceId"]!.DeepClone(), body["runtimeStatus"]!.DeepClone(), body["input"]!.DeepClone(), body["customStatus"]!.DeepClone(), body["output"]!.DeepClone()).ToJsonString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", body["createdTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task Get_RunningInstance_Answers202WithItsLocation()
    {
        await _host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"), Cancellation);

        using var response = await _host.Client.GetAsync($"{Root}/instances/one?showInput=false", Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"{Root}/instances/one?showInput=false", response.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task Get_UnknownInstance_Answers404() => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/instances/nobody")).Status);

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("?returnInternalServerErrorOnFailure=true", HttpStatusCode.InternalServerError)]
    public async Task Get_FailedInstance_AnswersAsAsked(string query, HttpStatusCode expected)
    {
        await RunAsync("Fail", "one");

        var (status, body) = await GetAsync($"/instances/one{query}");

        Assert.Equal((expected, "Failed", "no good"), (status, body!["runtimeStatus"]!.GetValue<string>(), body["output"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Get_WithHistory_ShowsStepsWithTheirResultsAndNoTurns()
    {
        await RunAsync("Greet", "one", "World");

        var (_, body) = await GetAsync("/instances/one?showHistory=true&showHistoryOutput=true");

        var events = body!["historyEvents"]!.AsArray();
        Assert.Equal(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"], events.Select(e => e!["EventType"]!.GetValue<string>()));
        Assert.Equal(("Hello", "Hello World"), (events[1]!["FunctionName"]!.GetValue<string>(), events[1]!["Result"]!.GetValue<string>()));
        Assert.NotNull(events[1]!["ScheduledTime"]);
        Assert.Null(events[0]!["Input"]);
    }

    [Fact]
    public async Task List_ByStatusInPages_GoesOnByTheHeader()
    {
        foreach (var id in new[] { "a", "b", "c" })
            await RunAsync("Greet", id, id);
        await RunAsync("Fail", "d");

        using var first = await _host.Client.GetAsync($"{Root}/instances?runtimeStatus=Completed&top=2", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/instances?runtimeStatus=Completed&top=2");
        request.Headers.Add("x-ms-continuation-token", first.Headers.GetValues("x-ms-continuation-token"));
        using var second = await _host.Client.SendAsync(request, Cancellation);

        Assert.Equal(["a", "b"], await IdsAsync(first));
        Assert.Equal(["c"], await IdsAsync(second));
        Assert.False(second.Headers.Contains("x-ms-continuation-token"));
    }

    [Theory]
    [InlineData("/instances?runtimeStatus=Sleeping", "Sleeping")]
    [InlineData("/instances?createdTimeFrom=tomorrow", "createdTimeFrom")]
    [InlineData("/instances?top=0", "top")]
    public async Task List_ParameterThatCannotBeRead_Answers400NamingIt(string path, string named)
    {
        var (status, body) = await GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(named, body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RaiseEvent_ToAWaitingInstance_Answers202AndArrives()
    {
        await _host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/one/raiseEvent/Number", 42));

        Assert.Equal(42, (await _host.WaitForOrchestrationAsync("one", Cancellation)).ReadOutputAs<int>());
        Assert.Equal(HttpStatusCode.Gone, await PostAsync("/instances/one/raiseEvent/Number", 43));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/instances/nobody/raiseEvent/Number", 43));
    }

    [Theory]
    [InlineData("not JSON", "application/json")]
    [InlineData("42", "text/plain")]
    public async Task RaiseEvent_NotJson_Answers400(string body, string contentType)
    {
        await _host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"), Cancellation);
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(contentType));

        using var response = await _host.Client.PostAsync($"{Root}/instances/one/raiseEvent/Number", content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task SuspendResumeTerminate_InTurn_ChangeTheStatus()
    {
        await _host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/one/suspend?reason=pause"));
        await Eventually.Holds(() => StatusOf("one") == OrchestrationRuntimeStatus.Suspended);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/one/resume?reason=go"));
        await Eventually.Holds(() => StatusOf("one") == OrchestrationRuntimeStatus.Running);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/one/terminate?reason=enough"));

        Assert.Equal("enough", (await _host.WaitForOrchestrationAsync("one", Cancellation)).ReadOutputAs<string>());
        Assert.Equal(HttpStatusCode.Gone, await PostAsync("/instances/one/terminate"));
        Assert.Equal(HttpStatusCode.NotImplemented, await PostAsync("/instances/one/rewind"));
    }

    [Fact]
    public async Task Purge_OneAndMany_CountsThem()
    {
        foreach (var id in new[] { "a", "b", "c" })
            await RunAsync("Greet", id, id);

        using var one = await _host.Client.DeleteAsync($"{Root}/instances/a", Cancellation);
        using var again = await _host.Client.DeleteAsync($"{Root}/instances/a", Cancellation);
        using var many = await _host.Client.DeleteAsync($"{Root}/instances?createdTimeFrom=2000-01-01T00:00:00Z", Cancellation);
        using var unbounded = await _host.Client.DeleteAsync($"{Root}/instances", Cancellation);

        Assert.Equal("""{"instancesDeleted":1}""", await one.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal("""{"instancesDeleted":2}""", await many.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, unbounded.StatusCode);
    }

    [Fact]
    public async Task Start_ByHttp_RunsAndRefusesASecondOfTheSameId()
    {
        using var response = await _host.Client.PostAsJsonAsync($"{Root}/orchestrators/Wait/one", "x", Cancellation);
        var payload = await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("one", payload!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/orchestrators/Wait/one", "x"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/orchestrators/Nobody", "x"));
    }

    [Fact]
    public async Task Restart_EndedInstance_RunsAgain()
    {
        await RunAsync("Greet", "one", "World");

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/one/restart?restartWithNewInstanceId=false"));

        Assert.Equal("Hello World", (await _host.WaitForOrchestrationAsync("one", Cancellation)).ReadOutputAs<string>());
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/instances/nobody/restart"));
    }

    [Fact]
    public async Task CreateCheckStatusResponse_ItsUrls_SteerTheInstance()
    {
        using var begun = await _host.Client.PostAsync("/api/Begin", content: null, Cancellation);
        var payload = (await begun.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;

        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        Assert.Equal(payload["statusQueryGetUri"]!.GetValue<string>(), begun.Headers.Location!.ToString());
        using var raised = await _host.Client.PostAsJsonAsync(payload["sendEventPostUri"]!.GetValue<string>().Replace("{eventName}", "Number", StringComparison.Ordinal), 7, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
        Assert.Equal(7, (await _host.WaitForOrchestrationAsync(payload["id"]!.GetValue<string>(), Cancellation)).ReadOutputAs<int>());
        using var status = await _host.Client.GetAsync(begun.Headers.Location, Cancellation);
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
    }

    [Fact]
    public async Task Endpoints_WhenKeysAreRequired_OpenToTheSystemKeyOfTheUrlsOnly()
    {
        await using var locked = await TestFunctions.StartAsync<Functions>(options => options.Arguments.Add("--require-keys"));
        using var begun = await locked.Client.PostAsync("/api/Begin", content: null, Cancellation);

        using var withKey = await locked.Client.GetAsync(begun.Headers.Location, Cancellation);
        using var without = await locked.Client.GetAsync(begun.Headers.Location!.AbsolutePath, Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Unauthorized), (withKey.StatusCode, without.StatusCode));
    }

    private async Task RunAsync(string name, string id, object? input = null)
    {
        await _host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Cancellation);
        await _host.WaitForOrchestrationAsync(id, Cancellation);
    }

    private OrchestrationRuntimeStatus StatusOf(string id) => _host.DurableTaskClient.GetInstanceAsync(id, Cancellation).Result!.RuntimeStatus;

    private async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path)
    {
        using var response = await _host.Client.GetAsync(Root + path, Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    private async Task<HttpStatusCode> PostAsync(string path, object? body = null)
    {
        using var response = await _host.Client.PostAsJsonAsync(Root + path, body, Cancellation);
        return response.StatusCode;
    }

    private static async Task<IEnumerable<string>> IdsAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonArray>(Cancellation))!.Select(instance => instance!["instanceId"]!.GetValue<string>());
}
