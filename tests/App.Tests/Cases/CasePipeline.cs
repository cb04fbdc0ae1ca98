using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Tests.EndToEnd;

namespace MlFunctions.Tests.Cases;

/// <summary>A pipeline of a case: its definition, its file, and what a user sees of its run.</summary>
internal static class CasePipeline
{
    /// <summary>Stores a definition and trains it on a file; gives the run when it has ended.</summary>
    /// <param name="host">The app.</param>
    /// <param name="definition">The definition without a name.</param>
    /// <param name="csv">The file.</param>
    /// <param name="name">What the pipeline is called.</param>
    public static async Task<JsonElement> TrainCaseAsync(this PipelineHost host, string definition, string csv, string name)
    {
        var json = JsonNode.Parse(definition)!.AsObject();
        json["name"] = name;
        var (status, body) = await host.PutAsync($"pipelines/{name}", json);
        Assert.True(status is 200 or 201, body.ToString());
        return await host.TrainAsync(csv, "data.csv", name);
    }

    /// <summary>How a run ended: deployed, rejected, or the error that it failed with.</summary>
    public static string Outcome(this JsonElement run) =>
        run.GetProperty("status").GetString() == "completed" ? run.GetProperty("result").GetProperty("outcome").GetString()! : run.GetProperty("error").GetString()!;

    /// <summary>What a run warns of.</summary>
    public static IReadOnlyList<string> Warnings(this JsonElement run) => [.. run.GetProperty("result").GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!)];

    /// <summary>A metric of the winner on the holdout.</summary>
    public static double Metric(this JsonElement run, string name) => run.GetProperty("result").GetProperty("metrics").GetProperty(name).GetDouble();

    /// <summary>A candidate of a run as its progress shows it.</summary>
    public static JsonElement Candidate(this JsonElement run, int index) => run.GetProperty("progress").GetProperty("candidates")[index];
}
