using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Storage;
using MlFunctions.LocalHost.State;

namespace MlFunctions.LocalHost.Durable.Client;

/// <summary>The client of the engine in this process.</summary>
internal sealed class LocalDurableTaskClient(DurableEngine engine) : DurableTaskClient("localhost")
{
    private DateTime Now => engine.Time.GetUtcNow().UtcDateTime;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!engine.Functions.HasOrchestrator(orchestratorName.Name))
            throw new ArgumentException($"There is no orchestrator '{orchestratorName.Name}' in this app.", nameof(orchestratorName));

        var id = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        var now = Now;
        var startAt = options?.StartAt is { } at && at.UtcDateTime > now ? at.UtcDateTime : (DateTime?)null;
        var started = new HistoryEvent.ExecutionStarted(now, orchestratorName.Name, options?.Version?.Version, engine.Converter.Serialize(input), ParentName: null, ParentId: null);
        var instance = new NewInstance(id, started, startAt, Parent: null, HistoryJson.WriteTags(options?.Tags));
        await StartAsync(instance, options?.DedupeStatuses ?? []);
        return id;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new HistoryEvent.EventRaised(Now, eventName, engine.Converter.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent.ExecutionTerminated(Now, engine.Converter.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent.ExecutionSuspended(Now, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent.ExecutionResumed(Now, reason), cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, instance => instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, instance => instance.IsCompleted, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(engine.Store.Read(c => MetadataTable.Find(c, instanceId, getInputsAndOutputs, engine.Converter)));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>((token, size, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var after = KeyOf(token ?? query.ContinuationToken);
            var (instances, last) = engine.Store.Read(c => MetadataTable.Page(c, query, after, PageSize(size ?? query.PageSize), engine.Converter));
            return Task.FromResult(new Page<OrchestrationMetadata>(instances, last?.ToString(CultureInfo.InvariantCulture)));
        });
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = default,
        DateTimeOffset? completedTimeTo = default,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var ids = engine.Store.Read(c => MetadataTable.Ids(c, runtimeStatus, completedTimeFrom, completedTimeTo, KeyOf(lastInstanceKey), PageSize(pageSize)));
        var token = ids.Count == pageSize ? ids[^1].Key.ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult(new Page<string>([.. ids.Select(row => row.Id)], token));
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return PurgeAsync(
            c => InstanceTable.Find(c, instanceId) is { } found && InstanceTable.IsFinal(found.Status) ? [found.Key] : [],
            options);
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellation.ThrowIfCancellationRequested();
        return PurgeAsync(c => MetadataTable.Finished(c, filter), options);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var (first, tags) = engine.Store.Read(c => InstanceTable.Find(c, instanceId) is { } found
            ? (HistoryTable.ReadStart(c, found.Key), MetadataTable.Find(c, instanceId, payloads: false, engine.Converter)!.Tags)
            : throw new ArgumentException($"There is no orchestration '{instanceId}'.", nameof(instanceId)));
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        var again = first with { At = Now, ParentId = null, ParentName = null };
        await StartAsync(new NewInstance(id, again, StartAt: null, Parent: null, HistoryJson.WriteTags(tags)), []);
        return id;
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        throw new NotSupportedException("This host cannot rewind an orchestration to before its failure; RestartAsync runs it again from its input.");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task StartAsync(NewInstance instance, IReadOnlyList<string> leftAlone)
    {
        var now = Now;
        var wakeups = await engine.Store.WriteAsync(c =>
        {
            if (InstanceTable.Find(c, instance.Id) is { } existing)
            {
                if (!InstanceTable.IsFinal(existing.Status) || leftAlone.Contains(existing.Status.ToString(), StringComparer.OrdinalIgnoreCase))
                    throw new InvalidOperationException($"An orchestration '{instance.Id}' exists already and is {existing.Status}.");
                InstanceTable.Delete(c, existing.Key);
            }

            var started = new Wakeups();
            var key = InstanceTable.Insert(c, instance, now);
            if (instance.StartAt is { } due)
            {
                var timer = new DueTimer(new StepKey(key, 0, StepKey.Start), due);
                TimerTable.Insert(c, timer);
                started.Timers.Add(timer);
            }
            else
            {
                started.Instances.Add(key);
            }

            return started;
        });
        engine.Wake(wakeups);
    }

    private async Task SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var wakeups = await engine.Store.WriteAsync(c =>
        {
            var sent = new Wakeups();
            if (InstanceTable.Find(c, instanceId) is { } found && engine.Inboxes.Deliver(c, found.Key, null, message))
                sent.Instances.Add(found.Key);
            return sent;
        });
        engine.Wake(wakeups);
    }

    private async Task<OrchestrationMetadata> WaitAsync(string instanceId, Func<OrchestrationMetadata, bool> isReached, bool payloads, CancellationToken cancellation)
    {
        while (true)
        {
            using var next = engine.Changes.Next(instanceId);
            var instance = await GetInstancesAsync(instanceId, getInputsAndOutputs: false, cancellation)
                ?? throw new InvalidOperationException($"There is no orchestration '{instanceId}'.");
            if (isReached(instance))
                return payloads ? (await GetInstancesAsync(instanceId, getInputsAndOutputs: true, cancellation))! : instance;
            await next.Changed.WaitAsync(cancellation);
        }
    }

    private async Task<PurgeResult> PurgeAsync(Func<StateConnection, List<long>> select, PurgeInstanceOptions? options)
    {
        var count = await engine.Store.WriteAsync(c =>
        {
            var purged = 0;
            var left = new Stack<long>(select(c));
            while (left.TryPop(out var key))
            {
                if (options?.Recursive == true)
                {
                    foreach (var child in InstanceTable.Children(c, key).Where(child => InstanceTable.IsFinal(child.Status)))
                        left.Push(child.Key);
                }

                InstanceTable.Delete(c, key);
                purged++;
            }

            return purged;
        });
        return new PurgeResult(count, isComplete: true);
    }

    private static long KeyOf(string? token) => token switch
    {
        null or "" => 0,
        _ when long.TryParse(token, out var key) => key,
        _ => throw new ArgumentException($"'{token}' is not a continuation token of this client."),
    };

    private static int PageSize(int size) => size > 0 ? size : throw new ArgumentOutOfRangeException(nameof(size), size, "A page holds at least one instance.");
}
