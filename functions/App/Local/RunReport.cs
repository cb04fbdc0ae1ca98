using System.Globalization;
using MlFunctions.Pipelines;
using Spectre.Console;

namespace MlFunctions.Local;

/// <summary>One run as lines on the console: each stage and candidate once it is done, and what came of it all.</summary>
internal sealed class RunReport(IAnsiConsole console)
{
    // Several pipelines report at once; the name at the start of each line tells them apart.
    private const int NameWidth = 12;

    private readonly HashSet<int> _candidates = [];
    private string _pipeline = "";
    private int _stages;
    private bool _announced;
    private bool _ended;

    /// <summary>Prints what is new.</summary>
    /// <returns>Whether the run has just ended.</returns>
    public bool Show(RunView run)
    {
        if (_ended)
        {
            return false;
        }

        if (!_announced)
        {
            _announced = true;
            _pipeline = (run.Pipeline ?? "").PadRight(NameWidth);
            console.Say($"{_pipeline} [bold]run {run.Id}[/] [grey]({run.Reason ?? ""})[/]");
        }

        ShowProgress(run.Progress);
        _ended = run.Result is not null || run.Error is not null;
        if (_ended)
        {
            ShowEnd(run);
        }

        return _ended;
    }

    private void ShowProgress(RunStatus? progress)
    {
        foreach (var stage in (progress?.Stages ?? []).Skip(_stages))
        {
            if (stage.Stage == RunStage.Training)
            {
                ShowCandidates(progress!.Candidates);
            }

            if (stage.Seconds is null)
            {
                return;
            }

            _stages++;
            console.Say($"{_pipeline} [green]✓[/] {Name(stage.Stage),-12} {Seconds(stage.Seconds)}  [grey]{stage.Detail ?? ""}{(stage.Cached ? " (cached)" : "")}[/]");
        }
    }

    private void ShowCandidates(IReadOnlyList<CandidateStatus> candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].State != CandidateState.Training && _candidates.Add(i))
            {
                ShowCandidate(candidates[i]);
            }
        }
    }

    private void ShowCandidate(CandidateStatus candidate)
    {
        if (candidate.State == CandidateState.Failed)
        {
            console.Say($"{_pipeline}   [red]✗[/] {candidate.Trainer}: {candidate.Error ?? ""}");
            return;
        }

        console.Say($"{_pipeline}   [green]·[/] {candidate.Trainer,-20} {Seconds(candidate.Seconds)}  {Number(candidate.Score)}  [grey]{candidate.Hyperparameters ?? ""}{(candidate.State == CandidateState.Cached ? " (cached)" : "")}[/]");
    }

    private void ShowEnd(RunView run)
    {
        if (run.Error is not null)
        {
            console.Say($"{_pipeline} [red]✗ failed:[/] {run.Error}");
            return;
        }

        foreach (var warning in run.Result!.Warnings)
        {
            console.Say($"{_pipeline} [yellow]! {warning}[/]");
        }

        if (run.Result.Outcome != RunOutcome.Deployed)
        {
            console.Say($"{_pipeline} [yellow]not deployed:[/] {string.Join("; ", run.Result.Reasons)}");
            return;
        }

        var seconds = (run.Updated - run.Created).TotalSeconds;
        console.Say($"{_pipeline} [green bold]{run.Result.ModelVersion ?? ""}[/] serves after {Seconds(seconds).Trim()}");
    }

    private static string Name(RunStage stage) => stage.ToString().ToLowerInvariant();

    private static string Seconds(double? seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds ?? 0,6:0.00} s");

    private static string Number(double? value) => string.Create(CultureInfo.InvariantCulture, $"{value ?? double.NaN:0.0000}");
}
