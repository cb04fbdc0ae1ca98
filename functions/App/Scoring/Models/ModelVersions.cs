namespace MlFunctions.Scoring;

/// <summary>
/// Versions that are wanted now and then: loaded when they are first asked for, kept while they are used, released when they have not
/// been for <see cref="IdleTime"/> or when more than <see cref="MaximumLoaded"/> are. Packages never change, so neither does what is kept.
/// </summary>
public sealed class ModelVersions(ModelLoader loader, TimeProvider clock)
{
    /// <summary>The most versions that are kept, of all pipelines together.</summary>
    public const int MaximumLoaded = 8;

    /// <summary>How long one is kept that nobody asks for.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Pipeline, int Version), Kept> _kept = [];

    /// <summary>A version; those who ask at once for the same wait for one loading.</summary>
    /// <exception cref="InvalidDataException">The package is missing, is not whole, or holds what cannot be read.</exception>
    public async ValueTask<ServedModel> GetAsync(string pipeline, int version, CancellationToken cancellationToken)
    {
        var loading = Find(pipeline, version);
        try
        {
            return await loading.WaitAsync(cancellationToken);
        }
        catch (Exception) when (loading.IsFaulted)
        {
            // It may be put right; the next who asks shall try again.
            Forget(pipeline, version, loading);
            throw;
        }
    }

    /// <summary>Releases what nobody has asked for in <see cref="IdleTime"/>.</summary>
    public void ReleaseIdle()
    {
        lock (_gate)
        {
            foreach (var (key, kept) in _kept.ToArray())
            {
                if (clock.GetElapsedTime(kept.Used) >= IdleTime)
                {
                    _kept.Remove(key);
                }
            }
        }
    }

    private Task<ServedModel> Find(string pipeline, int version)
    {
        lock (_gate)
        {
            if (!_kept.TryGetValue((pipeline, version), out var kept))
            {
                while (_kept.Count >= MaximumLoaded)
                {
                    _kept.Remove(_kept.MinBy(entry => entry.Value.Used).Key);
                }

                // Not with the token of one who asks: others may wait for the same.
                _kept.Add((pipeline, version), kept = new Kept(Task.Run(() => loader.LoadAsync(pipeline, version, CancellationToken.None))));
            }

            kept.Used = clock.GetTimestamp();
            return kept.Loading;
        }
    }

    private void Forget(string pipeline, int version, Task<ServedModel> loading)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue((pipeline, version), out var kept) && kept.Loading == loading)
            {
                _kept.Remove((pipeline, version));
            }
        }
    }

    private sealed class Kept(Task<ServedModel> loading)
    {
        public Task<ServedModel> Loading { get; } = loading;

        public long Used { get; set; }
    }
}
