using MlFunctions.Pipelines;

namespace MlFunctions.Tests.Pipelines;

/// <summary>The queue of a pipeline by itself: what shares a run with what.</summary>
public sealed class RunQueueTests
{
    [Fact]
    public void Ask_OfAnIdlePipeline_IsARunOfItsOwn()
    {
        var (queue, run) = RunQueue.Empty.Ask(Request("a"), "p.1");

        Assert.Equal("p.1", run);
        Assert.Equal("p.1", queue.Running!.RunId);
        Assert.Null(queue.Waiting);
    }

    [Fact]
    public void Ask_WhileARunIsUnderWay_SharesTheRunThatWaits()
    {
        var (queue, _) = RunQueue.Empty.Ask(Request("a"), "p.1");
        (queue, var second) = queue.Ask(Request("b"), "p.2");
        (queue, var third) = queue.Ask(Request("c"), "p.3");

        Assert.Equal("p.2", second);
        Assert.Equal("p.2", third);
        Assert.Equal("a", queue.Running!.Reason);
        Assert.Equal("b; c", queue.Waiting!.Reason);
    }

    [Fact]
    public void Release_LetsTheRunThatWaitedBegin_AndKeepsWhatTheLastVerdictWasAbout()
    {
        var (queue, _) = RunQueue.Empty.Ask(Request("a"), "p.1");
        (queue, _) = queue.Ask(Request("b"), "p.2");

        queue = queue.Release(new FinishedRun("p.1", "batch", "definition"));
        Assert.Equal("p.2", queue.Running!.RunId);
        Assert.Null(queue.Waiting);

        queue = queue.Release(finished: null);
        Assert.Null(queue.Running);
        Assert.Equal("p.1", queue.LastFinished!.RunId);
    }

    [Fact]
    public void RunOf_AKeyThatIsInTheQueue_IsItsRun()
    {
        var (queue, _) = RunQueue.Empty.Ask(Request("a"), "p.1");
        (queue, _) = queue.Ask(Request("b") with { Key = "data/b" }, "p.2");

        Assert.Equal("p.2", queue.RunOf("data/b"));
        Assert.Null(queue.RunOf("data/c"));
    }

    private static RunRequest Request(string reason) => new("p", RunTrigger.Request, "somebody", reason);
}
