using MlFunctions.Local;
using MlFunctions.Pipelines;

namespace MlFunctions.Commands;

/// <summary>Shows a run while it goes on: bars on a terminal, a line for each step in a pipe or file, nothing where JSON is wanted.</summary>
internal sealed class RunDisplay : IAsyncDisposable
{
    private readonly RunReport? _lines;
    private readonly Bars? _bars;

    private RunDisplay(RunReport? lines, Bars? bars)
    {
        _lines = lines;
        _bars = bars;
    }

    /// <summary>The display that suits a command.</summary>
    public static RunDisplay Create(CommandRun run) =>
        run.Json ? new RunDisplay(null, null)
        : run.Console.Profile.Capabilities.Interactive ? new RunDisplay(new RunReport(run.Console), new Bars(run.Console))
        : new RunDisplay(new RunReport(run.Console), null);

    /// <summary>Shows how far the run is.</summary>
    public void Show(RunView run)
    {
        var ended = run.Result is not null || run.Error is not null;
        if (_bars is null)
        {
            _lines?.Show(run);
        }
        else if (ended)
        {
            // The bars have done their work; what is left on the screen is the report.
            _bars.End();
            _lines!.Show(run);
        }
        else
        {
            foreach (var stage in run.Progress?.Stages ?? [])
            {
                var share = stage.Seconds is not null ? 1 : stage.Stage == RunStage.Training ? Share(run.Progress!.Candidates) : 0;
                _bars.Show(stage.Stage.ToString().ToLowerInvariant(), share);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _bars?.End();
        return ValueTask.CompletedTask;
    }

    private static double Share(IReadOnlyList<CandidateStatus> candidates) =>
        candidates.Count == 0 ? 0 : candidates.Count(candidate => candidate.State != CandidateState.Training) / (double)candidates.Count;
}
