using Microsoft.DurableTask.Client;
using MlFunctions.LocalHost.Durable.Dispatch;
using MlFunctions.LocalHost.Durable.History;
using MlFunctions.LocalHost.Durable.Storage;

namespace MlFunctions.LocalHost.Tests.Durable;

public sealed class InstanceCacheTests
{
    [Fact]
    public void Put_OfLargeResults_MakesRoomByTheirLength()
    {
        // 200 characters weigh as much as one event more: each instance has 1 + 50.
        var cache = new InstanceCache(weightInAll: 110);

        for (var key = 1; key <= 3; key++)
            cache.Put(Instance(key, new string('x', 10_000)));

        Assert.Null(cache.Take(1));
        Assert.NotNull(cache.Take(2));
        Assert.NotNull(cache.Take(3));
    }

    private static InstanceState Instance(long key, string result)
    {
        var state = new InstanceState
        {
            Key = key,
            Id = $"{key}",
            Name = "Main",
            Version = "",
            Generation = 0,
            Status = OrchestrationRuntimeStatus.Running,
            Started = true,
            StartAt = null,
            Parent = null,
        };
        state.Add(new HistoryEvent.TaskCompleted(DateTime.UnixEpoch, StepId: 0, result));
        return state;
    }
}
