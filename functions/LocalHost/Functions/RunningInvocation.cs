using Microsoft.Azure.Functions.Worker.Middleware;

namespace MlFunctions.LocalHost.Functions;

/// <summary>
/// An invocation on a thread of its own. The task ends with the function or when the function is given up; then it may still have the
/// thread, and what it does there is of no account.
/// </summary>
/// <param name="pipeline">The middleware, with the function at its end.</param>
/// <param name="context">The invocation.</param>
/// <param name="deadlines">Say when it is given up.</param>
internal sealed class RunningInvocation(FunctionExecutionDelegate pipeline, InvocationContext context, InvocationDeadlines deadlines) : TaskCompletionSource
{
    private LinkedListNode<(RunningInvocation Invocation, long Began)>? _deadline;

    public Task Start()
    {
        _deadline = deadlines.Add(this);
        ThreadPool.QueueUserWorkItem(static running => running.Run(), this, preferLocal: true);
        return Task;
    }

    /// <summary>Ends the task, if the function has not.</summary>
    public void GiveUp(TimeSpan limit) => TrySetException(new FunctionTimeoutException(context.Function.Name, limit));

    private void Run()
    {
        Task invocation;
        try
        {
            invocation = pipeline(context);
        }
        catch (Exception exception)
        {
            End(exception);
            return;
        }

        if (invocation.IsCompletedSuccessfully)
        {
            End(failure: null);
        }
        else
        {
            _ = EndAfterAsync(invocation);
        }
    }

    private async Task EndAfterAsync(Task invocation)
    {
        try
        {
            await invocation;
        }
        catch (Exception exception)
        {
            End(exception);
            return;
        }

        End(failure: null);
    }

    private void End(Exception? failure)
    {
        InvocationDeadlines.Remove(_deadline);
        _ = failure is null ? TrySetResult() : TrySetException(failure);
    }
}
