using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a schedule.</summary>
/// <param name="schedule">An NCRONTAB expression with six fields, or <c>%SETTING%</c>.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>An NCRONTAB expression with six fields, or <c>%SETTING%</c>.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the last run is kept, so that one missed while stopped is made up for. Default true.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether it also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
