using System.CommandLine;
using MlFunctions.Ingestion;
using MlFunctions.Lineage;

namespace MlFunctions.Commands;

/// <summary><c>lineage ID</c>: what something was made from.</summary>
internal sealed class LineageCommand : AppCommand
{
    private readonly Argument<string> _id = new("id") { Description = "A model version such as dispatch:3, a run, a feature set, a batch, or a batch of predictions." };

    public LineageCommand()
        : base("lineage", "Show what a model, run, feature set or batch was made from.") => Add(_id);

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ParseResult parsed, CommandRun run, CancellationToken cancellationToken)
    {
        var answer = await run.App.GetTextAsync($"lineage/{Part(parsed.GetValue(_id)!)}", cancellationToken);
        if (run.Json)
        {
            CommandRun.Print(answer);
            return ExitCodes.Done;
        }

        var view = AppClient.Read<LineageView>(answer);
        run.Print(["", "", "made from"], Steps(view));
        return ExitCodes.Done;
    }

    private static IEnumerable<string[]> Steps(LineageView view)
    {
        if (view.Prediction is { } prediction)
        {
            yield return ["predictions", prediction.BatchId, $"{prediction.Status}, of {prediction.Created:yyyy-MM-dd HH:mm}"];
        }

        if (view.Model is { } model)
        {
            yield return ["model", model.Version, $"{model.Trainer} {string.Join(' ', model.Hyperparameters.Select(value => $"{value.Key}={value.Value}"))}".Trim()];
        }

        if (view.Run is { } made)
        {
            yield return ["run", made.RunId, $"definition {made.DefinitionHash}, code {made.CodeVersion ?? "unknown"}"];
        }

        if (view.Features is { } features)
        {
            yield return ["features", features.FeatureSetId, $"{features.Rows:N0} rows"];
        }

        if (view.Batch is { } batch)
        {
            yield return ["batch", batch.BatchId, $"{batch.Bytes:N0} bytes of {batch.Received:yyyy-MM-dd HH:mm}{(batch.State == BatchState.Usable ? "" : $", {batch.State.ToString().ToLowerInvariant()} {batch.Reason}")}"];
            yield return ["file", view.File!, $"SHA-256 {batch.Hash}"];
        }

        foreach (var version in view.Models)
        {
            yield return ["gave", version, ""];
        }
    }
}
