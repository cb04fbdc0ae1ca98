using MlFunctions.Pipelines;
using Spectre.Console;

namespace MlFunctions.Commands;

/// <summary>The stages of a run as progress bars.</summary>
internal sealed class RunBars
{
    private readonly Dictionary<RunStage, ProgressTask> _stages = [];
    private readonly TaskCompletionSource<ProgressContext> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _shown;

    public RunBars(IAnsiConsole console) => _shown = console.Progress()
        .AutoClear(enabled: true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            _started.SetResult(context);
            await _ended.Task;
        });

    /// <summary>Shows how far the run is.</summary>
    public void Show(RunView run)
    {
        var context = _started.Task.GetAwaiter().GetResult();
        foreach (var stage in run.Progress?.Stages ?? [])
        {
            if (!_stages.TryGetValue(stage.Stage, out var bar))
            {
                _stages.Add(stage.Stage, bar = context.AddTask(stage.Stage.ToString().ToLowerInvariant(), maxValue: 1));
            }

            bar.Value = stage.Seconds is not null ? 1 : stage.Stage == RunStage.Training ? Share(run.Progress!.Candidates) : 0;
        }
    }

    /// <summary>Takes the bars away.</summary>
    public void End()
    {
        _ended.TrySetResult();
        _shown.GetAwaiter().GetResult();
    }

    private static double Share(IReadOnlyList<CandidateStatus> candidates) =>
        candidates.Count == 0 ? 0 : candidates.Count(candidate => candidate.State != CandidateState.Training) / (double)candidates.Count;
}
