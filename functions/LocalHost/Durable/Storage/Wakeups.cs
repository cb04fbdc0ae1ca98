namespace MlFunctions.LocalHost.Durable.Storage;

/// <summary>Whom a write has given something to do; told after its commit.</summary>
internal sealed class Wakeups
{
    public List<long> Instances { get; } = [];

    public List<WorkItem> Work { get; } = [];

    public List<DueTimer> Timers { get; } = [];

    /// <summary>Instances whose status others may wait for.</summary>
    public List<string> Changed { get; } = [];
}
