namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
/// <param name="InstanceId">The instance id; a random one when null.</param>
/// <param name="StartAt">The earliest time to start at; at once when null or past.</param>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = default)
{
    /// <summary>A copy.</summary>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>Labels kept with the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The version of the orchestration.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Names of <c>OrchestrationRuntimeStatus</c>: an instance of this id in one of them is left alone and the start refused.
    /// An instance that is pending, running or suspended is always left alone; a finished one is replaced unless its status is named here.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
