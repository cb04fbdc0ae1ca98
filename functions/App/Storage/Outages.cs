using System.Collections.Concurrent;

namespace MlFunctions.Storage;

/// <summary>What is failing now, so that an outage is logged when it begins and when it is over, not each time that something fails because of it.</summary>
internal sealed class Outages
{
    private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.Ordinal);

    /// <summary>Notes that something fails; true where it did not before.</summary>
    public bool Begin(string what) => _failing.TryAdd(what, value: true);

    /// <summary>Notes that something works; true where it did not before.</summary>
    public bool End(string what) => !_failing.IsEmpty && _failing.TryRemove(what, out _);
}
