using System.CommandLine;
using System.Text.Json;

namespace MlFunctions.Commands;

/// <summary><c>predict PIPELINE [JSON]</c>: one row as an object, many as an array.</summary>
internal sealed class PredictCommand : AppCommand
{
    private readonly Argument<string> _pipeline = PipelineArgument();
    private readonly Argument<string?> _rows = new("json") { Description = "A row as a JSON object, rows as an array; without it they are read from the standard input.", Arity = ArgumentArity.ZeroOrOne };

    public PredictCommand()
        : base("predict", "Predict rows with the model that serves.")
    {
        Add(_pipeline);
        Add(_rows);
    }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var rows = parsed.GetValue(_rows) ?? await Console.In.ReadToEndAsync(cancellationToken);
        var answer = await run.App.PostAsync($"predict/{Part(parsed.GetValue(_pipeline)!)}", rows, cancellationToken);
        if (run.Json)
        {
            CommandRun.Print(answer);
            return ExitCodes.Done;
        }

        using var json = JsonDocument.Parse(answer);
        JsonElement[] predictions = json.RootElement.ValueKind == JsonValueKind.Array ? [.. json.RootElement.EnumerateArray()] : [json.RootElement];
        string[] head = predictions.Length == 0 ? [] : [.. predictions[0].EnumerateObject().Select(member => member.Name)];
        run.Print(head, predictions.Select(prediction => head.Select(name => prediction.GetProperty(name).ToString()).ToArray()));
        return ExitCodes.Done;
    }
}
