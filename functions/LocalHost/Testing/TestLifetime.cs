using Microsoft.Extensions.Hosting;

namespace MlFunctions.LocalHost.Testing;

/// <summary>Leaves the process's signals alone: they are the test runner's.</summary>
internal sealed class TestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
