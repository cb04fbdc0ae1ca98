using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlFunctions.Scoring;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Attacks;

/// <summary>Attack line 12: a label that a spreadsheet would take for a formula is text in the result file; a setting keeps it to the letter.</summary>
public sealed class FormulaCellsTests
{
    private const string Formula = "=1+1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "'=1+1")]
    [InlineData("prefix", "'=1+1")]
    [InlineData("keep", "=1+1")]
    public async Task ALabelThatIsAFormula_IsWrittenAsTheSettingSays(string? setting, string cell)
    {
        await using var host = await PipelineHost.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { [CellText.Setting] = setting });
        await host.DefineAsync(definition =>
        {
            definition["task"] = "binary";
            definition["targets"] = JsonNode.Parse("""[{"name":"late"}]""");
            definition["metric"] = "accuracy";
            definition["gates"] = new JsonObject();
            definition["split"] = JsonNode.Parse("""{"strategy":"random","ratio":0.8,"seed":1}""");
        });
        var csv = new StringBuilder("orders_placed,product_code,late\n");
        for (var i = 0; i < 400; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{i % 100},SKU00{(i % 5) + 1},{(i % 100 < 50 ? Formula : "-1")}\n");
        }

        var run = await host.TrainAsync(csv.ToString());
        Assert.Equal("deployed", run.GetProperty("result").GetProperty("outcome").GetString());
        using var rows = new StringContent("orders_placed,product_code\n3,SKU001\n97,SKU001\n");
        using var accepted = await host.Client.PostAsync(new Uri("/api/predict/dispatch/file", UriKind.Relative), rows, Cancelled);
        var status = accepted.Headers.Location!.AbsolutePath;
        string? result = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await host.Client.GetAsync(new Uri($"{status}/result", UriKind.Relative), Cancelled);
                result = await answer.Content.ReadAsStringAsync(Cancelled);
                return answer.IsSuccessStatusCode;
            },
            "the scores");

        var lines = result!.Split('\n');
        Assert.Equal(cell, lines[1].Split(',')[1]);
        Assert.Equal("-1", lines[2].Split(',')[1]);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+A1", "'+A1")]
    [InlineData("-A1", "'-A1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("=\"a\",1", "\"'=\"\"a\"\",1\"")]
    [InlineData("-1", "-1")]
    [InlineData("+1.5e3", "+1.5e3")]
    [InlineData("late", "late")]
    [InlineData("", "")]
    public void WhatBeginsLikeAFormula_GetsAnApostrophe(string text, string cell) => Assert.Equal(cell, new CellText(prefixes: true).Of(text));
}
