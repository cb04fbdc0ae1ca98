using Microsoft.AspNetCore.Http;
using MlFunctions.LocalHost.Http;
using MlFunctions.LocalHost.Tests.Testing;

namespace MlFunctions.LocalHost.Tests.Http;

public sealed class OutstandingLimitTests
{
    [Fact]
    public async Task ManyRequests_AreRefusedWhileEachWouldWaitLong_FewAreNot_AndAllAreTakenAgainAfterwards()
    {
        IThreadPoolWorkItem? waiting = null;
        using var delay = new QueueDelay(item => Volatile.Write(ref waiting, item));
        var answered = new TaskCompletionSource();
        var limit = new OutstandingLimit(_ => answered.Task, new OpenConnections(), delay, limit: 10_000);
        await Eventually.Is(() => delay.Current, current => current > TimeSpan.FromSeconds(1.1));

        var few = Enumerable.Range(0, OutstandingLimit.FewRequests).Select(_ => new DefaultHttpContext()).ToList();
        var underWay = few.ConvertAll(limit.InvokeAsync);
        Assert.All(few, request => Assert.Equal(StatusCodes.Status200OK, request.Response.StatusCode));

        var oneMore = new DefaultHttpContext();
        await limit.InvokeAsync(oneMore);
        Assert.Equal((StatusCodes.Status429TooManyRequests, "1"), (oneMore.Response.StatusCode, oneMore.Response.Headers.RetryAfter.ToString()));

        // The one that waited has its turn, and those after it have theirs at once.
        Interlocked.Exchange(ref waiting, null)!.Execute();
        await Eventually.Holds(() =>
        {
            Interlocked.Exchange(ref waiting, null)?.Execute();
            return delay.Current < TimeSpan.FromSeconds(0.5);
        });
        var again = new DefaultHttpContext();
        underWay.Add(limit.InvokeAsync(again));
        Assert.Equal(StatusCodes.Status200OK, again.Response.StatusCode);
        answered.SetResult();
        await Task.WhenAll(underWay);
    }
}
