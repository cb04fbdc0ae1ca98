using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Storage;

namespace MlFunctions.Tests.Storage;

/// <summary>The app's own store, which refuses to write some artifacts for as long as it is told to.</summary>
internal sealed class FailingStore
{
    private volatile Func<ArtifactPath, bool>? _fails;
    private int _failures;

    /// <summary>How many writes have failed.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>From now on writes of these artifacts fail; null: none do.</summary>
    public void Fail(Func<ArtifactPath, bool>? fails) => _fails = fails;

    /// <summary>Puts it before the store of an app.</summary>
    public void Into(IServiceCollection services)
    {
        var store = services.Last(service => service.ServiceType == typeof(IArtifactStore));
        services.AddSingleton<IArtifactStore>(provider => StoreDouble.Of((IArtifactStore)store.ImplementationFactory!(provider), Check).Object);
    }

    private void Check(ArtifactPath path)
    {
        if (_fails?.Invoke(path) == true)
        {
            Interlocked.Increment(ref _failures);
            throw new IOException($"{path} cannot be written for now.");
        }
    }
}
