using Spectre.Console;

namespace MlFunctions.Commands;

/// <summary>Progress bars on a terminal, one for each piece of work that has begun.</summary>
internal sealed class Bars
{
    private readonly Dictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<ProgressContext> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _shown;

    public Bars(IAnsiConsole console) => _shown = console.Progress()
        .AutoClear(enabled: true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            _started.SetResult(context);
            await _ended.Task;
        });

    /// <summary>Shows how far a piece of work is.</summary>
    /// <param name="name">Which.</param>
    /// <param name="share">How much of it is done, 0 to 1.</param>
    public void Show(string name, double share)
    {
        var context = _started.Task.GetAwaiter().GetResult();
        if (!_bars.TryGetValue(name, out var bar))
        {
            _bars.Add(name, bar = context.AddTask(name, maxValue: 1));
        }

        bar.Value = share;
    }

    /// <summary>Takes the bars away.</summary>
    public void End()
    {
        _ended.TrySetResult();
        _shown.GetAwaiter().GetResult();
    }
}
