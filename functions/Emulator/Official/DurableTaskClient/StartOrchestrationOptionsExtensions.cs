namespace Microsoft.DurableTask.Client;

/// <summary>Says by status, not by name, which existing instances a start leaves alone.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses worth naming: in the others an instance is always left alone.</summary>
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
    ];

    /// <summary>The options with <see cref="StartOrchestrationOptions.DedupeStatuses"/> of these statuses.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses) =>
        options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
}
