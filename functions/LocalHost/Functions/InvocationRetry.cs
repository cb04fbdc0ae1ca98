using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.LocalHost.Functions;

internal sealed class InvocationRetry(int retryCount, int maxRetryCount) : RetryContext
{
    public override int RetryCount => retryCount;

    public override int MaxRetryCount => maxRetryCount;
}
