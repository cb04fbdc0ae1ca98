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
        services.AddSingleton<IArtifactStore>(provider => new Store((IArtifactStore)store.ImplementationFactory!(provider), this));
    }

    private void Check(ArtifactPath path)
    {
        if (_fails?.Invoke(path) == true)
        {
            Interlocked.Increment(ref _failures);
            throw new IOException($"{path} cannot be written for now.");
        }
    }

    private sealed class Store(IArtifactStore inner, FailingStore owner) : IArtifactStore
    {
        public Task<Artifact?> GetAsync(ArtifactPath path, CancellationToken cancellationToken = default) => inner.GetAsync(path, cancellationToken);

        public Task<Stream?> OpenAsync(ArtifactPath path, CancellationToken cancellationToken = default) => inner.OpenAsync(path, cancellationToken);

        public Task<string?> GetETagAsync(ArtifactPath path, CancellationToken cancellationToken = default) => inner.GetETagAsync(path, cancellationToken);

        public IAsyncEnumerable<ArtifactPath> ListAsync(string container, string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(container, prefix, cancellationToken);

        public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken = default) => inner.DeleteAsync(path, cancellationToken);

        public Task<bool> PutIfAbsentAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken = default)
        {
            owner.Check(path);
            return inner.PutIfAbsentAsync(path, content, cancellationToken);
        }

        public Task PutAsync(ArtifactPath path, BinaryData content, CancellationToken cancellationToken = default)
        {
            owner.Check(path);
            return inner.PutAsync(path, content, cancellationToken);
        }

        public Task AppendAsync(ArtifactPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        {
            owner.Check(path);
            return inner.AppendAsync(path, content, cancellationToken);
        }

        public Task<bool> ReplaceAsync(ArtifactPath path, BinaryData content, string? etag, CancellationToken cancellationToken = default)
        {
            owner.Check(path);
            return inner.ReplaceAsync(path, content, etag, cancellationToken);
        }
    }
}
