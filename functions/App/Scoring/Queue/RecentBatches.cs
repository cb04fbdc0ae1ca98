namespace MlFunctions.Scoring;

/// <summary>The batches that this process has scored lately, so that one which is delivered again is not scored and kept again.</summary>
/// <remarks>Only saves work: whoever reads scores takes the first of each batch, so that one delivered to another process is one batch too.</remarks>
internal sealed class RecentBatches
{
    private const int Generation = 50_000;

    private readonly Lock _gate = new();
    private HashSet<string> _newer = new(StringComparer.Ordinal);
    private HashSet<string> _older = new(StringComparer.Ordinal);

    /// <summary>Whether a batch was added lately.</summary>
    public bool Contains(string batchId)
    {
        lock (_gate)
        {
            return _newer.Contains(batchId) || _older.Contains(batchId);
        }
    }

    /// <summary>Adds batches whose scores are kept and shown.</summary>
    public void Add(IEnumerable<string> batchIds)
    {
        lock (_gate)
        {
            _newer.UnionWith(batchIds);
            if (_newer.Count > Generation)
            {
                (_older, _newer) = (_newer, new HashSet<string>(StringComparer.Ordinal));
            }
        }
    }
}
