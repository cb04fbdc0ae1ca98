using System.Text;
using System.Text.Json;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Pipelines;

/// <summary>People may comment a definition; programs that read it want JSON.</summary>
public sealed class DefinitionAnswerTests
{
    private const string Strict = """
        { "name": "dispatch", "task": "regression",
          "features": [{"name": "orders_placed", "type": "number"}], "targets": [{"name": "hours_to_dispatch"}],
          "candidates": [{"trainer": "linear-regression"}],  "metric": "r2" }
        """;

    private static readonly string Commented = Strict.Replace("\"targets\"", "/* in hours */ \"targets\"").Replace("\"r2\" }", "\"r2\", } // of the holdout");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADefinition_IsAnsweredAsItCame()
    {
        await using var host = await PipelineHost.StartAsync();

        Assert.Equal(Strict, await PutAsync(host, Strict));
        Assert.Equal(Strict, await host.Client.GetStringAsync("/api/pipelines/dispatch", Cancelled));
    }

    [Fact]
    public async Task ADefinitionWithCommentsAndATrailingComma_IsAnsweredWithoutThem()
    {
        await using var host = await PipelineHost.StartAsync();

        var put = await PutAsync(host, Commented);
        var got = await host.Client.GetStringAsync("/api/pipelines/dispatch", Cancelled);

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(Commented));
        Assert.All([put, got], answer => Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Strict).RootElement, JsonDocument.Parse(answer).RootElement), answer));
    }

    private static async Task<string> PutAsync(PipelineHost host, string definition)
    {
        using var answer = await host.Client.PutAsync("/api/pipelines/dispatch", new StringContent(definition, Encoding.UTF8, "application/json"), Cancelled);
        Assert.True(answer.IsSuccessStatusCode);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }
}
